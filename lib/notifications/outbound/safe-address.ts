import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

// Two lists: one list would compare an IPv4 address with the mapped form's network too.
const PRIVATE_V4 = new BlockList(), PRIVATE_V6 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) PRIVATE_V4.addSubnet(network, bits, 'ipv4');
// Local, unique local, link-local, multicast and documentation; and what carries an IPv4 address inside: mapped, compatible, NAT64, Teredo, 6to4.
for (const [network, bits] of [
  ['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 32], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20], ['5f00::', 16], ['fc00::', 7], ['fe80::', 9], ['ff00::', 8],
] as const) PRIVATE_V6.addSubnet(network, bits, 'ipv6');

// Where no chat or mail server is, but a cloud's keys are: link-local and metadata, whatever was allowed; and every v6 form that hides an IPv4 address.
const NEVER_V4 = new BlockList(), NEVER_V6 = new BlockList();
for (const [network, bits] of [['0.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 3]] as const) NEVER_V4.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [['::ffff:0:0', 96], ['64:ff9b::', 32], ['2001::', 32], ['2002::', 16], ['fe80::', 10], ['fd00:ec2::', 32], ['ff00::', 8]] as const) NEVER_V6.addSubnet(network, bits, 'ipv6');

/** Not an address of the public internet: loopback, private, link-local, metadata services, or a v6 form that hides one. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 6 ? PRIVATE_V6.check(address, 'ipv6') : PRIVATE_V4.check(address, 'ipv4');
}

/** An address that nothing is sent to even when private networks are allowed. */
function isNeverAllowed(address: string): boolean {
  return isIP(address) === 6 ? NEVER_V6.check(address, 'ipv6') : NEVER_V4.check(address, 'ipv4');
}

export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveByDns: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** The target is on a network that it may not be on; `host` is named, nothing else. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is on a private network. An administrator can allow that for this target.`);
    this.name = 'PrivateAddressError';
  }
}

/**
 * The addresses to connect to. The caller must connect to exactly these: a second look-up could give others. One forbidden address among several
 * refuses the name.
 */
export async function checkedAddresses(host: string, allowPrivate: boolean, resolve: Resolve = resolveByDns): Promise<readonly [string, ...string[]]> {
  const bare = host.replace(/^\[|\]$/g, ''), [first, ...others] = isIP(bare) ? [bare] : await resolve(bare);
  if (first === undefined) throw new Error(`${bare} has no address.`);
  if ([first, ...others].some(allowPrivate ? isNeverAllowed : isPrivateAddress)) throw new PrivateAddressError(bare);
  return [first, ...others];
}
