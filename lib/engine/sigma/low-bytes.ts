const CHARS_MAX = 65_536;
/** Up to this length, a loop is faster than a call of the encoder. */
const LOOP_CHARS_MAX = 96;
/** Readers may look at four bytes at once, from any of them. */
const SLACK_BYTES = 3;

const encoder = new TextEncoder();
const bytes = new Uint8Array(CHARS_MAX + SLACK_BYTES);

/** The bytes of the text for which `plainBytes` or `lowBytes` last said true. */
export const byteView = new DataView(bytes.buffer);
let current = '';
let plain = true;

/** Whether `byteView` has the low bytes of this very text. */
export const hasLowBytes = (text: string): boolean => text.length === current.length && text === current;

/** Puts the bytes of a text into `byteView`, where reading is several times faster than in a string. False for huge texts and for those that are not plain ASCII. */
export function plainBytes(text: string): boolean {
  if (hasLowBytes(text)) return plain;
  if (text.length <= LOOP_CHARS_MAX) return lowBytes(text) && plain;
  if (text.length > CHARS_MAX) return false;
  const { read, written } = encoder.encodeInto(text, bytes);
  plain = read === text.length && written === text.length;
  current = plain ? text : '';
  return plain;
}

/** Puts the low byte of each character into `byteView`. False for huge texts. */
export function lowBytes(text: string): boolean {
  if (hasLowBytes(text)) return true;
  const { length } = text;
  if (length > CHARS_MAX) return false;
  if (length > LOOP_CHARS_MAX && plainBytes(text)) return true;
  let bits = 0;
  for (let at = 0; at < length; at++) bits |= bytes[at] = text.charCodeAt(at);
  current = text;
  plain = bits < 128;
  return true;
}
