import { Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';

/**
 * Reads the plain subset of YAML in which nearly all rules are written, several times faster than a whole YAML parser: one document of block maps and
 * lists, keys of simple characters, scalars on one line, and `|` texts. Undefined for anything else, be it other YAML or broken: the whole parser then
 * reads the text and says what is wrong and where. Nodes and their places are the same as the whole parser's.
 */
export function readPlainYaml(text: string): Node | undefined {
  if (UNUSUAL.test(text) || !text.endsWith('\n')) return undefined;
  const lines = linesOf(text);
  if (!lines) return undefined;
  try {
    const reader = new PlainReader(text, lines);
    return reader.document();
  } catch (cause) {
    if (cause !== NOT_PLAIN) throw cause;
    return undefined;
  }
}

/** Control characters, tabs, carriage returns, marks of byte order and of documents. */
// oxlint-disable-next-line no-control-regex
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]|^(?:---|\.\.\.|%)/m;
const NOT_PLAIN = new Error('not plain YAML');
const INDENT_MAX = 64;
const KEY = /[A-Za-z_][A-Za-z0-9_.|-]*(?=:[ \n])/y;
const RESERVED = /^(?:null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;
const PLAIN_TEXT = /^[A-Za-z_\\/(;^=$+.<]/;
const NUMBER_LIKE = /^[-+]?\.?(?:[0-9]|inf|Inf|INF|nan|NaN|NAN)/;
const INTEGER = /^[0-9]{1,15}$/;
const DATE = /^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}$/;
/** Numbers have no spaces. */
const PHRASE = /^[0-9]+ [A-Za-z]/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface Line { start: number; end: number; indent: number }

/** Where each line begins and ends, without the spaces around it; blank lines have no width. */
function linesOf(text: string): Line[] | undefined {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf('\n', start);
    let first = start, end = stop;
    while (first < end && text.charCodeAt(first) === 32) first++;
    while (end > first && text.charCodeAt(end - 1) === 32) end--;
    if (first - start > INDENT_MAX && end > first) return undefined;
    lines.push({ start: first, end, indent: first - start });
    start = stop + 1;
  }
  return lines;
}

function demand(holds: boolean): asserts holds {
  if (!holds) throw NOT_PLAIN;
}

class PlainReader {
  #at = 0;

  constructor(private readonly text: string, private readonly lines: readonly Line[]) {}

  document(): Node {
    const first = this.#next();
    demand(first?.indent === 0);
    const root = this.#map(0, first.start);
    demand(this.#next() === undefined);
    return root;
  }

  /** The next line with content; comments and blank lines are passed over. */
  #next(): Line | undefined {
    for (let line = this.lines[this.#at]; line; line = this.lines[++this.#at]) {
      if (line.end > line.start && this.text.charCodeAt(line.start) !== 35) return line;
    }
    return undefined;
  }

  /** Entries that begin in column `indent`; the first at `start`, which may follow a dash. */
  #map(indent: number, start: number): YAMLMap {
    const map = new YAMLMap();
    const keys = new Set<string>();
    let from = start;
    for (let line = this.#next(); line; line = this.#next()) {
      if (from === line.start && line.indent !== indent) {
        demand(line.indent < indent);
        break;
      }
      KEY.lastIndex = from;
      const key = KEY.exec(this.text)?.[0];
      demand(key !== undefined && from + key.length < line.end && !RESERVED.test(key) && !keys.has(key));
      keys.add(key);
      const colon = from + key.length;
      map.items.push(new Pair<unknown, unknown>(scalar(key, 'PLAIN', from, colon, key), this.#value(line, colon + 1, indent)));
      from = this.#next()?.start ?? 0;
    }
    map.range = [start, start, start];
    return map;
  }

  #value(line: Line, after: number, indent: number): Node {
    let from = after;
    while (from < line.end && this.text.charCodeAt(from) === 32) from++;
    this.#at++;
    if (from < line.end && this.text.charCodeAt(from) !== 35) return line.end - from === 1 && this.text[from] === '|' ? this.#literal(from, indent) : this.#scalar(line, from, indent);
    const next = this.#next();
    demand(next !== undefined && (next.indent > indent || (next.indent === indent && this.#isItem(next))));
    return this.#isItem(next) ? this.#list(next.indent, next.start) : this.#map(next.indent, next.start);
  }

  #isItem({ start, end }: Line): boolean {
    return this.text.charCodeAt(start) === 45 && end > start + 1 && this.text.charCodeAt(start + 1) === 32;
  }

  #list(indent: number, start: number): YAMLSeq {
    const list = new YAMLSeq();
    for (let line = this.#next(); line?.indent === indent && this.#isItem(line); line = this.#next()) {
      let from = line.start + 1;
      while (this.text.charCodeAt(from) === 32) from++;
      KEY.lastIndex = from;
      if (KEY.test(this.text)) list.items.push(this.#map(from - line.start + indent, from));
      else {
        this.#at++;
        list.items.push(this.#scalar(line, from, indent));
      }
    }
    const after = this.#next();
    demand(after === undefined || after.indent <= indent);
    list.range = [start, start, start];
    return list;
  }

  /** A scalar that fills the rest of its line, but for a comment. */
  #scalar({ end }: Line, from: number, indent: number): Scalar {
    const next = this.lines[this.#at];
    // A deeper line would continue it.
    demand(next === undefined || next.end === next.start || next.indent <= indent);
    const quote = this.text.charCodeAt(from);
    return quote === 39 || quote === 34 ? this.#quoted(from, end, quote === 39) : this.#plain(from, end);
  }

  #quoted(from: number, end: number, single: boolean): Scalar {
    const mark = single ? "'" : '"';
    let close = this.text.indexOf(mark, from + 1);
    while (single && this.text[close + 1] === mark) close = this.text.indexOf(mark, close + 2);
    demand(close > from && close < end && (close + 1 === end || /^ +#/.test(this.text.slice(close + 1, end))));
    const inner = this.text.slice(from + 1, close);
    demand(single || !inner.includes('\\'));
    return scalar(single ? inner.replaceAll("''", "'") : inner, single ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE', from, close + 1, inner);
  }

  #plain(from: number, end: number): Scalar {
    const [source = ''] = this.text.slice(from, end).split(/ +#/, 1);
    demand(source !== '' && !source.includes(': ') && !source.endsWith(':'));
    const made = (value: string | number | null): Scalar => scalar(value, 'PLAIN', from, from + source.length, source);
    if (INTEGER.test(source)) return made(Number(source));
    if (source === 'null') return made(null);
    demand(DATE.test(source) || UUID.test(source) || PHRASE.test(source) || (PLAIN_TEXT.test(source) && !NUMBER_LIKE.test(source) && !RESERVED.test(source)));
    return made(source);
  }

  /** The lines of a `|` text, as they are written. */
  #literal(from: number, indent: number): Scalar {
    const first = this.lines[this.#at];
    demand(first !== undefined && first.end > first.start && first.indent > indent);
    let value = '';
    let blank = '';
    for (let line = this.lines[this.#at]; line; line = this.lines[++this.#at]) {
      const begin = line.start - line.indent;
      const stop = this.text.indexOf('\n', begin);
      if (line.end === line.start) {
        demand(stop - begin <= first.indent);
        blank += '\n';
        continue;
      }
      if (line.indent <= indent) break;
      demand(line.indent >= first.indent);
      value += `${blank}${this.text.slice(begin + first.indent, stop)}\n`;
      blank = '';
    }
    return scalar(value, 'BLOCK_LITERAL', from, from, value);
  }
}

function scalar(value: string | number | null, type: Scalar.Type, start: number, end: number, source: string): Scalar {
  const made = new Scalar(value);
  made.type = type;
  made.source = source;
  made.range = [start, end, end];
  return made;
}
