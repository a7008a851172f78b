const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export type Utf16 = 'le' | 'be' | 'bom';

/** UTF-8, or UTF-16 of the given byte order; `bom` is little endian behind a byte order mark. */
export function encodeText(text: string, utf16: Utf16 | undefined): Uint8Array {
  if (utf16 === undefined) return new TextEncoder().encode(text);
  const bytes: number[] = utf16 === 'bom' ? [0xff, 0xfe] : [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (utf16 === 'be') bytes.push(unit >> 8, unit & 0xff);
    else bytes.push(unit & 0xff, unit >> 8);
  }
  return Uint8Array.from(bytes);
}

export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1];
    const c = bytes[i + 2];
    out += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    out += b === undefined ? '=' : ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    out += c === undefined ? '=' : ALPHABET.charAt(c & 63);
  }
  return out;
}

/** The three forms that the bytes take inside a longer Base64 text, without the characters that depend on their neighbours. */
export function base64Offsets(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((shift) => {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const start = [0, 2, 3][shift];
    const end = [undefined, -3, -2][padded.length % 3];
    return base64(padded).slice(start, end);
  });
}

/** Bytes as text, one character each, for encodings that are compared without Base64. */
export function latin1(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}
