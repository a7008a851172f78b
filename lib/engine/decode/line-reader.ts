import { utf8Text } from './utf8';

const NEWLINE = 10;
const SEGMENT_BYTES_MIN = 8 * 1024;
const SEGMENT_BYTES_MAX = 256 * 1024;

/**
 * Reads lines with their byte spans. Text is decoded in segments of many lines, because one decoder call per line costs more than parsing it;
 * segments keep a single non-Latin line from making the whole body two bytes per character.
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
    const newline = this.bytes.indexOf(NEWLINE, from);
    const end = newline < 0 ? this.bytes.length : newline;
    this.start = from;
    this.end = end;
    this.#next = newline < 0 ? end : end + 1;
    if (end - from > this.lineBytesMax) {
      this.text = undefined;
      this.#segmentEnd = 0;
      return true;
    }
    if (from >= this.#segmentEnd || from < this.#segmentStart) this.#load(from, this.#next);
    this.text = this.#take(from, end);
    return true;
  }

  /** Goes on reading at `position`, which may lie anywhere behind the start of the current line. */
  seek(position: number): void {
    if (position === this.#next) return;
    this.#next = position;
    if (this.#ascii && this.#segmentText !== undefined && position < this.#segmentEnd && position >= this.#segmentStart) this.#char = position - this.#segmentStart;
    else this.#segmentEnd = 0;
  }

  #load(from: number, lineEnd: number): void {
    const wanted = from + this.#segmentBytes;
    // Small after a seek, larger while lines follow each other: seeking often must not decode much twice.
    this.#segmentBytes = from === this.#segmentEnd ? Math.min(this.#segmentBytes * 2, SEGMENT_BYTES_MAX) : SEGMENT_BYTES_MIN;
    const newline = wanted >= this.bytes.length ? -1 : this.bytes.indexOf(NEWLINE, wanted);
    const end = newline < 0 ? this.bytes.length : newline + 1;
    this.#segmentStart = from;
    this.#segmentEnd = end - wanted > this.lineBytesMax ? lineEnd : end;
    this.#segmentText = utf8Text(this.bytes, from, this.#segmentEnd);
    this.#ascii = this.#segmentText?.length === this.#segmentEnd - from;
    this.#char = 0;
  }

  #take(from: number, end: number): string | undefined {
    if (this.#segmentText === undefined) return utf8Text(this.bytes, from, end);
    const charStart = this.#char;
    let charEnd: number;
    if (this.#ascii) charEnd = charStart + (end - from);
    else {
      const found = this.#segmentText.indexOf('\n', charStart);
      charEnd = found < 0 ? this.#segmentText.length : found;
    }
    this.#char = charEnd + 1;
    return this.#segmentText.slice(charStart, charEnd);
  }
}
