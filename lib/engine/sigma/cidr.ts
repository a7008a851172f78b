/** A network as groups of 16 bits (8 for IPv6, 2 for IPv4) and the number of leading bits that count. */
export interface Cidr { groups: readonly number[]; bits: number }

const OCTET = /^(?:0|[1-9]\d{0,2})$/;

function parseV4(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  const [a, b, c, d] = octets.map(Number) as [number, number, number, number];
  return [(a << 8) | b, (c << 8) | d];
}

function parseHextets(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const items = text.split(':');
  for (const [index, item] of items.entries()) {
    if (item.includes('.') && index === items.length - 1) {
      const tail = parseV4(item);
      if (!tail) return undefined;
      groups.push(...tail);
    } else if (/^[0-9a-f]{1,4}$/i.test(item)) groups.push(Number.parseInt(item, 16));
    else return undefined;
  }
  return groups;
}

/** An address as groups of 16 bits; an IPv4 address inside IPv6 (`::ffff:a.b.c.d`) is that IPv4 address. */
export function parseAddress(text: string): readonly number[] | undefined {
  if (!text.includes(':')) return parseV4(text);
  const bare = text.split('%', 1)[0] ?? '';
  const halves = bare.split('::');
  if (halves.length > 2) return undefined;
  const head = parseHextets(halves[0] ?? '');
  const tail = halves.length === 2 ? parseHextets(halves[1] ?? '') : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? groups.slice(6) : groups;
}

/** `10.0.0.0/8`, `fe80::/10` or a single address; undefined when it is none of these. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const groups = parseAddress(address);
  if (!groups || rest.length > 0) return undefined;
  const width = groups.length * 16;
  if (length === undefined) return { groups, bits: width };
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return undefined;
  return { groups, bits: Number(length) };
}

export function cidrContains(cidr: Cidr, text: string): boolean {
  const groups = parseAddress(text.trim());
  if (!groups || groups.length !== cidr.groups.length) return false;
  for (let index = 0, left = cidr.bits; left > 0; index++, left -= 16) {
    const shift = left >= 16 ? 0 : 16 - left;
    if ((groups[index] ?? 0) >> shift !== (cidr.groups[index] ?? 0) >> shift) return false;
  }
  return true;
}
