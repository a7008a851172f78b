import { utf8Text } from './utf8';

const NEWLINE = 10;
const SEGMENT_BYTES_MIN = 8 * 1024;
const SEGMENT_BYTES_MAX = 64 * 1024;

/**
 * Reads lines with their byte spans. Text is decoded in segments of many lines, because one decoder call per line costs more than parsing it;
 * segments keep a single non-Latin line from making the whole body two bytes per character, and stay below the size of V8's large objects.
 */
export class LineReader {
  /** Span of the current line without its line break. */
  start = 0;
  end = 0;
  /** Undefined when the line is not well-formed UTF-8 or longer than allowed. */
  text: string | undefined = '';

  #next: number;
  #segmentBytes = SEGMENT_BYTES_MIN;
  #segmentStart = 0;
  #segmentEnd = 0;
  #segmentText: string | undefined;
  #ascii = true;
  #char = 0;

  constructor(private readonly bytes: Uint8Array, from: number, private readonly lineBytesMax: number) {
    this.#next = from;
  }

  /** Byte offset behind the current line and its line break. */
  get next(): number {
    return this.#next;
  }

  /** Moves on to the next line; false at the end of the body. */
  read(): boolean {
    const from = this.#next;
    if (from >= this.bytes.length) return false;
    if (from >= this.#segmentEnd || from < this.#segmentStart) this.#load(from);
    this.start = from;
    if (this.#segmentText !== undefined && this.#ascii) this.#readAscii(this.#segmentText);
    else this.#readEncoded();
    return true;
  }

  /** In ASCII text characters are bytes, and searching text is the faster of the two. */
  #readAscii(segment: string): void {
    const charStart = this.#char;
    const found = segment.indexOf('\n', charStart);
    const charEnd = found < 0 ? segment.length : found;
    this.text = segment.slice(charStart, charEnd);
    this.#char = charEnd + 1;
    this.end = this.start + charEnd - charStart;
    this.#next = found < 0 ? this.end : this.end + 1;
    if (charEnd - charStart > this.lineBytesMax) this.text = undefined;
  }

  #readEncoded(): void {
    const newline = this.bytes.indexOf(NEWLINE, this.start);
    this.end = newline < 0 ? this.bytes.length : newline;
    this.#next = newline < 0 ? this.end : newline + 1;
    if (this.end - this.start > this.lineBytesMax) {
      this.text = undefined;
      this.#segmentEnd = 0;
    } else if (this.#segmentText === undefined) this.text = utf8Text(this.bytes, this.start, this.end);
    else {
      const charStart = this.#char;
      const found = this.#segmentText.indexOf('\n', charStart);
      const charEnd = found < 0 ? this.#segmentText.length : found;
      this.#char = charEnd + 1;
      this.text = this.#segmentText.slice(charStart, charEnd);
    }
  }

  /** Goes on reading at `position`, which may lie anywhere behind the start of the current line. */
  seek(position: number): void {
    if (position === this.#next) return;
    this.#next = position;
    if (this.#ascii && this.#segmentText !== undefined && position < this.#segmentEnd && position >= this.#segmentStart) this.#char = position - this.#segmentStart;
    else this.#segmentEnd = 0;
  }

  #load(from: number): void {
    const wanted = from + this.#segmentBytes;
    // Small after a seek, larger while lines follow each other: seeking often must not decode much twice.
    this.#segmentBytes = from === this.#segmentEnd ? Math.min(this.#segmentBytes * 2, SEGMENT_BYTES_MAX) : SEGMENT_BYTES_MIN;
    const newline = wanted >= this.bytes.length ? -1 : this.bytes.indexOf(NEWLINE, wanted);
    const end = newline < 0 ? this.bytes.length : newline + 1;
    this.#segmentStart = from;
    this.#segmentEnd = end;
    // A line far over the limit is not decoded for nothing: without text, lines are looked at one by one.
    this.#segmentText = end - wanted > this.lineBytesMax ? undefined : utf8Text(this.bytes, from, end);
    this.#ascii = this.#segmentText?.length === end - from;
    this.#char = 0;
  }
}
