import type { RecordSink } from './types';

/** A UTF-16 body as UTF-8, with the way back from offsets in the one to offsets in the other. */
export interface TranscodedBody {
  bytes: Uint8Array;
  /** A sink that gives `sink` offsets of the original body. Offsets must come in ascending order. */
  toOriginal(sink: RecordSink): RecordSink;
}

const MARK_BYTES = 2;

/** Transcodes a body that begins with a UTF-16 byte order mark; undefined when it is not well-formed. */
export function transcodeUtf16(body: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): TranscodedBody | undefined {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body.subarray(MARK_BYTES));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
  return {
    bytes: new TextEncoder().encode(text),
    toOriginal: (sink) => {
      const offsetOf = offsets(text);
      return {
        record: (value, start, end, origin) => sink.record(value, offsetOf(start), offsetOf(end), origin),
        reject: (reason, start, end) => sink.reject(reason, offsetOf(start), offsetOf(end)),
      };
    },
  };
}

/** Walks the text once, as far as the highest offset asked for. */
function offsets(text: string): (utf8Offset: number) => number {
  let utf8 = 0;
  let char = 0;
  return (wanted) => {
    while (utf8 < wanted && char < text.length) {
      const code = text.charCodeAt(char);
      // Both halves of a surrogate pair are half of its four bytes.
      utf8 += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
      char++;
    }
    return MARK_BYTES + char * 2;
  };
}
