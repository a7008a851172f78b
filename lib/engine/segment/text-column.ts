import { joinBytes, VarintReader, VarintWriter } from './varint';

/**
 * Text values of the rows of a segment: each distinct value once, in order of first appearance, and a code per row. On the wire: how many values, how many bytes
 * the next two parts have, the lengths of the values in UTF-16 units, per row 0 (absent), 1 (the next new value) or index + 2, then the values as UTF-8 with a
 * line break between.
 */
export class TextColumnWriter {
  readonly #codes: Uint16Array;
  readonly #index = new Map<string, number>();
  readonly values: string[] = [];
  #last: string | undefined;
  #lastCode = 0;

  constructor(rows: number, private readonly charsMax: number) {
    if (rows >= ROWS_MAX) throw new RangeError(`a segment has less than ${ROWS_MAX} rows`);
    this.#codes = new Uint16Array(rows);
  }

  set(row: number, value: string): void {
    if (value === this.#last) {
      this.#codes[row] = this.#lastCode;
      return;
    }
    let code = this.#index.get(value);
    if (code === undefined) {
      code = this.values.push(storable(value, this.charsMax));
      this.#index.set(value, code);
    }
    this.#codes[row] = code;
    this.#last = value;
    this.#lastCode = code;
  }

  /** Once. */
  finish(): Uint8Array<ArrayBuffer> {
    const { values } = this, lengths = new VarintWriter(values.length * 2 + 16);
    for (const value of values) lengths.unsigned(value.length);
    const codes = this.#encodeCodes(), text = new TextEncoder().encode(values.join('\n')), head = new VarintWriter();
    const lengthBytes = lengths.finish();
    for (const number of [values.length, lengthBytes.length, codes.length]) head.unsigned(number);
    return joinBytes([head.finish(), lengthBytes, codes, text]);
  }

  #encodeCodes(): Uint8Array {
    const codes = this.#codes, bytes = scratch;
    let seen = 0, at = 0;
    for (let row = 0; row < codes.length; row++) {
      let code = codes[row] as number;
      if (code > seen) {
        seen = code;
        code = 1;
      } else if (code > 0) code++;
      while (code >= 0x80) {
        bytes[at++] = (code & 0x7f) | 0x80;
        code >>>= 7;
      }
      bytes[at++] = code;
    }
    return bytes.subarray(0, at);
  }
}

/** Codes fit sixteen bits, and take at most three groups of seven. */
const ROWS_MAX = 65_535;
const CODE_BYTES_MAX = 3;
/** Written and copied from within one call; one allocation instead of one per column. */
const scratch = new Uint8Array(ROWS_MAX * CODE_BYTES_MAX);

const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The value as UTF-8 can hold it, no longer than allowed. */
function storable(value: string, charsMax: number): string {
  const text = value.length > charsMax ? value.slice(0, charsMax) : value;
  return SURROGATE.test(text) ? text.replace(LONE_SURROGATE, '\ufffd') : text;
}

/** The values of a column that was read. What a search does not need of it is not decoded. */
export class TextColumn {
  /** All values with a line break between. */
  readonly text: string;
  readonly count: number;
  readonly #lengths: Uint8Array;
  readonly #codeBytes: Uint8Array;
  #starts: Uint32Array | undefined;
  #codes: Uint32Array | undefined;

  constructor(bytes: Uint8Array, private readonly rows: number) {
    const head = new VarintReader(bytes);
    this.count = head.unsigned();
    const lengthBytes = head.unsigned(), codeBytes = head.unsigned(), rest = head.rest();
    this.#lengths = rest.subarray(0, lengthBytes);
    this.#codeBytes = rest.subarray(lengthBytes, lengthBytes + codeBytes);
    this.text = UTF8.decode(rest.subarray(lengthBytes + codeBytes));
  }

  /** Value `i` lies in `text` at [starts[i], starts[i + 1] - 1). */
  get starts(): Uint32Array {
    return (this.#starts ??= decodeStarts(this.#lengths, this.count));
  }

  /** Per row the number of its value plus one, or 0 where it is absent. */
  get codes(): Uint32Array {
    return (this.#codes ??= decodeCodes(this.#codeBytes, this.rows));
  }

  value(index: number): string {
    return this.text.slice(this.starts[index], (this.starts[index + 1] as number) - 1);
  }

  /** The value of a row; undefined where it is absent. */
  at(row: number): string | undefined {
    const code = this.codes[row] as number;
    return code === 0 ? undefined : this.value(code - 1);
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

function decodeStarts(bytes: Uint8Array, count: number): Uint32Array {
  const reader = new VarintReader(bytes), starts = new Uint32Array(count + 1);
  for (let i = 1, at = 0; i <= count; i++) starts[i] = at += reader.unsigned() + 1;
  return starts;
}

function decodeCodes(bytes: Uint8Array, rows: number): Uint32Array {
  const reader = new VarintReader(bytes), codes = new Uint32Array(rows);
  for (let row = 0, seen = 0; row < rows; row++) {
    const code = reader.unsigned();
    codes[row] = code === 0 ? 0 : code === 1 ? ++seen : code - 1;
  }
  return codes;
}
