const NUL = 0x00;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LESS_THAN = 0x3c;
/** Seven digits: no message is ten megabytes long. */
const COUNT_DIGITS_MAX = 7;

/** One message of a stream. `truncated`: it was longer than allowed, and only its beginning was kept. */
export interface SyslogFrame { bytes: Uint8Array<ArrayBuffer>; truncated: boolean }

/**
 * Takes a TCP stream apart into messages (RFC 6587): octet-counted, or ended by a line break or NUL. The first bytes of a connection decide which, for no
 * sender changes its mind; a count that is none ends octet counting. However the stream is cut into pieces, the messages are the same.
 */
export class SyslogFramer {
  #mode: 'unknown' | 'octets' | 'lines' = 'unknown';
  /** Digits of a count, or of what may become one. */
  #head: number[] = [];
  /** Bytes of the message that are still to come, when its length is known. */
  #missing = 0;
  #inMessage = false;
  #parts: Uint8Array[] = [];
  #kept = 0;
  #truncated = false;

  constructor(private readonly frameBytesMax: number) {}

  /** Whether a message has begun and not ended. */
  get isWithin(): boolean {
    return this.#head.length > 0 || this.#inMessage;
  }

  push(piece: Uint8Array): SyslogFrame[] {
    const frames: SyslogFrame[] = [];
    let at = 0;
    while (at < piece.length) at = this.#inMessage ? this.#readMessage(piece, at, frames) : this.#readHead(piece, at);
    return frames;
  }

  /** The end of the stream: a last line needs no line break, but a counted message without its end is none. */
  end(): { frames: SyslogFrame[]; isIncomplete: boolean } {
    if (!this.isWithin) return { frames: [], isIncomplete: false };
    if (this.#mode === 'octets') return { frames: [], isIncomplete: true };
    if (!this.#inMessage) this.#beginLine();
    const frames: SyslogFrame[] = [];
    this.#finish(frames);
    return { frames, isIncomplete: false };
  }

  /** Where no message is open: a count, or the first byte of a line. */
  #readHead(piece: Uint8Array, at: number): number {
    const byte = piece[at] ?? 0;
    if (this.#mode === 'lines') {
      this.#beginLine();
      return at;
    }
    const digits = this.#head;
    const isFirst = digits.length === 0;
    const ended = digits.at(-1) === SPACE;
    if (isFirst && (byte === NEWLINE || byte === RETURN || byte === NUL)) return at + 1; // some senders end counted messages with a line break too
    if (ended && (byte === LESS_THAN || this.#mode === 'octets')) {
      this.#mode = 'octets';
      this.#missing = Number(String.fromCharCode(...digits));
      this.#head = [];
      this.#inMessage = true;
      return at;
    }
    const isDigit = byte >= (isFirst ? ZERO + 1 : ZERO) && byte <= NINE;
    if (!ended && ((isDigit && digits.length < COUNT_DIGITS_MAX) || (byte === SPACE && !isFirst))) {
      digits.push(byte);
      return at + 1;
    }
    this.#beginLine();
    return at;
  }

  /** What looked like a count was the beginning of a line. */
  #beginLine(): void {
    this.#mode = 'lines';
    this.#inMessage = true;
    this.#keep(Uint8Array.from(this.#head));
    this.#head = [];
  }

  #readMessage(piece: Uint8Array, at: number, frames: SyslogFrame[]): number {
    if (this.#mode === 'octets') {
      const end = Math.min(piece.length, at + this.#missing);
      this.#keep(piece.subarray(at, end));
      this.#missing -= end - at;
      if (this.#missing === 0) this.#finish(frames);
      return end;
    }
    const end = lineEnd(piece, at);
    this.#keep(piece.subarray(at, end));
    if (end < piece.length) this.#finish(frames);
    return end + 1;
  }

  #keep(bytes: Uint8Array): void {
    const room = this.frameBytesMax - this.#kept;
    if (bytes.length > room) this.#truncated = true;
    if (room <= 0 || bytes.length === 0) return;
    const part = bytes.slice(0, room); // a copy: the piece belongs to the socket
    this.#parts.push(part);
    this.#kept += part.length;
  }

  #finish(frames: SyslogFrame[]): void {
    const bytes = new Uint8Array(this.#kept);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const trimmed = trimFrame(bytes);
    if (trimmed.length > 0) frames.push({ bytes: trimmed, truncated: this.#truncated });
    this.#inMessage = false;
    this.#parts = [];
    this.#kept = 0;
    this.#truncated = false;
  }
}

function lineEnd(piece: Uint8Array, from: number): number {
  for (let i = from; i < piece.length; i++) if (piece[i] === NEWLINE || piece[i] === NUL) return i;
  return piece.length;
}

/** A message without the line breaks and NULs that senders put behind it. */
export function trimFrame(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === NEWLINE || bytes[end - 1] === RETURN || bytes[end - 1] === NUL)) end--;
  return bytes.subarray(0, end);
}
