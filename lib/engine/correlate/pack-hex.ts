/** Hexadecimal text in two thirds of its length: three digits as two letters. What has another form stays as it is. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));
/** First characters of packed texts: no identifier begins with them. */
const GUID = '~';
const HASH = '^';

const CANONICAL = /^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;

/** A GUID in braces; its letters come back in lower case, and nobody asks for them otherwise. */
export function packGuid(guid: string | undefined): string | undefined {
  return guid !== undefined && CANONICAL.test(guid) ? GUID + lettersOf(guid.replace(/[-{}]/g, '')) : guid;
}

export function unpackGuid(packed: string | undefined): string | undefined {
  if (packed === undefined || !packed.startsWith(GUID)) return packed;
  const hex = digitsOf(packed.slice(1), 32);
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}

export function packHash(sha256: string | undefined): string | undefined {
  return sha256 !== undefined && SHA256.test(sha256) ? HASH + lettersOf(sha256) : sha256;
}

export function unpackHash(packed: string | undefined): string | undefined {
  return packed?.startsWith(HASH) ? digitsOf(packed.slice(1), 64) : packed;
}

function lettersOf(hex: string): string {
  let out = '';
  for (let at = 0; at < hex.length; at += 3) {
    const value = parseInt(hex.slice(at, at + 3).padEnd(3, '0'), 16);
    out += LETTERS.charAt(value >> 6) + LETTERS.charAt(value & 63);
  }
  return out;
}

function digitsOf(letters: string, length: number): string {
  let out = '';
  for (let at = 0; at < letters.length; at += 2) {
    const value = ((VALUES.get(letters.charAt(at)) ?? 0) << 6) | (VALUES.get(letters.charAt(at + 1)) ?? 0);
    out += value.toString(16).padStart(3, '0');
  }
  return out.slice(0, length);
}
