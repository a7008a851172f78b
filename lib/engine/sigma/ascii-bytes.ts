const BYTES_MAX = 65_536;
/** Below this length, copying costs more than it saves. */
const CHARS_MIN = 64;

const encoder = new TextEncoder();
const bytes = new Uint8Array(BYTES_MAX);

/** The bytes of the text for which `asciiBytes` last said true. */
export const byteView = new DataView(bytes.buffer);
let current = '';

/** Puts a text's bytes into `byteView`, where reading is several times faster than in a string. False for texts that are short, huge or not plain ASCII. */
export function asciiBytes(text: string): boolean {
  const { length } = text;
  if (length < CHARS_MIN || length > BYTES_MAX) return false;
  if (length === current.length && text === current) return true;
  const { read, written } = encoder.encodeInto(text, bytes);
  const isAscii = read === length && written === length;
  current = isAscii ? text : '';
  return isAscii;
}
