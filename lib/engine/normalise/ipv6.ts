const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/;
const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** An IPv6 address in the one short form of RFC 5952; an IPv4 address written as IPv6 (`::ffff:10.0.0.1`) as IPv4. Undefined when it is no address. */
export function shortIpv6(text: string): string | undefined {
  const groups = text.length > 45 ? undefined : groupsOf(text.toLowerCase());
  if (groups === undefined) return undefined;
  const [, , , , , mark = 0, high = 0, low = 0] = groups;
  if (mark === 0xffff && groups.slice(0, 5).every((group) => group === 0)) return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  return write(groups);
}

function groupsOf(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [readGroups(halves[0] ?? ''), readGroups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = GROUPS - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function readGroups(part: string): number[] | undefined {
  if (part === '') return [];
  const groups: number[] = [];
  const words = part.split(':');
  for (const [at, word] of words.entries()) {
    if (GROUP.test(word)) groups.push(Number.parseInt(word, 16));
    else {
      const dotted = at === words.length - 1 ? DOTTED.exec(word)?.slice(1).map(Number) : undefined;
      if (dotted === undefined || dotted.some((byte) => byte > 255)) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = dotted;
      groups.push(a * 256 + b, c * 256 + d);
    }
  }
  return groups;
}

/** The longest run of two or more zero groups, the first of equals, becomes `::`. */
function write(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < GROUPS; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best.at < 0 ? hex(groups) : `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}
