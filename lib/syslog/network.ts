import { isIP, isIPv4 } from 'node:net';

/** A range of addresses as a number and the bits that count. */
export interface Network { version: 4 | 6; first: bigint; bits: number }

const BITS = { 4: 32, 6: 128 } as const;

/** A peer's address in one spelling: IPv4 that came in through an IPv6 socket is IPv4. */
export function peerAddress(address: string | undefined): string {
  const plain = (address ?? '').replace(/%.*$/, '');
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(plain) ? plain.slice(7) : plain;
}

function addressNumber(address: string): bigint {
  if (isIPv4(address)) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = '', tail] = withoutDots(address).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const before = groups(head), after = groups(tail ?? '');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** The last two groups of an IPv6 address may be written as IPv4. */
function withoutDots(address: string): string {
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(address)?.[0];
  if (dotted === undefined) return address;
  const number = addressNumber(dotted);
  return `${address.slice(0, -dotted.length)}${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
}

/** `10.1.0.0/16`, `2001:db8::/32`, or one address; undefined for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', bitsText, ...more] = text.trim().split('/');
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || more.length > 0 || address.includes('%')) return undefined;
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return undefined;
  const bits = bitsText === undefined ? BITS[version] : Number(bitsText);
  if (bits > BITS[version]) return undefined;
  const rest = BigInt(BITS[version] - bits);
  return { version, first: (addressNumber(address) >> rest) << rest, bits };
}

/** Finds what belongs to an address: of the networks that hold it, the most exact one. */
export class NetworkTable<T> {
  readonly #entries: readonly { network: Network; value: T }[];

  constructor(entries: readonly { network: string; value: T }[]) {
    this.#entries = entries.flatMap(({ network: text, value }) => {
      const network = parseNetwork(text);
      return network ? [{ network, value }] : [];
    }).sort((a, b) => b.network.bits - a.network.bits);
  }

  find(address: string): T | undefined {
    const own = parseNetwork(address);
    if (!own) return undefined;
    return this.#entries.find(({ network: { version, first, bits } }) => {
      const rest = BigInt(BITS[version] - bits);
      return version === own.version && own.first >> rest === first >> rest;
    })?.value;
  }
}
