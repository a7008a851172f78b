/** Strings, which are passed over, and integers that a double cannot hold exactly. */
const STRING_OR_LONG = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,20}(?![\d.eE])/g;
const HOLDS_LONG = /\d{16}/;

/** OTLP's JSON as an object. Senders may write 64-bit integers as numbers: they become the text that they were, as their definition asks. */
export function parseOtlpJson(text: string): unknown {
  return JSON.parse(HOLDS_LONG.test(text) ? text.replace(STRING_OR_LONG, (token) => (token.startsWith('"') ? token : `"${token}"`)) : text);
}
