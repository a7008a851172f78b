/** The filter language of the public API (header `TMV1-Filter`), as a tree. Values are text; the field decides what they mean. */
export type FilterNode =
  | { type: 'and' | 'or'; items: readonly FilterNode[] }
  | { type: 'not'; item: FilterNode }
  | { type: 'compare'; field: string; op: FilterOp; value: string };

export const FILTER_OPS = ['eq', 'gt', 'ge', 'lt', 'le', 'contains', 'startswith'] as const;
export type FilterOp = (typeof FILTER_OPS)[number];

export class FilterError extends Error {
  override readonly name = 'FilterError';
}

const FILTER_CHARS_MAX = 4_000;
const DEPTH_MAX = 20;
const TOKEN = /\s*(?:([()])|(,)|'((?:[^']|'')*)'|([A-Za-z_][A-Za-z0-9_.]*)|(-?\d+(?:\.\d+)?))/y;

interface Token { kind: 'open' | 'close' | 'comma' | 'text' | 'word' | 'end'; text: string; at: number }

function lex(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const at = TOKEN.lastIndex, m = TOKEN.exec(source);
    if (!m) throw new FilterError(`Unexpected character at position ${at + 1}.`);
    if (m[1]) tokens.push({ kind: m[1] === '(' ? 'open' : 'close', text: m[1], at });
    else if (m[2]) tokens.push({ kind: 'comma', text: ',', at });
    else if (m[4] !== undefined) tokens.push({ kind: 'word', text: m[4], at });
    else tokens.push({ kind: 'text', text: m[3] === undefined ? m[5] ?? '' : m[3].replaceAll("''", "'"), at });
  }
  return [...tokens, { kind: 'end', text: 'the end', at: source.length }];
}

class Parser {
  private place = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  private get next(): Token { return this.tokens[this.place] as Token; }

  private isWord(word: string): boolean { return this.next.kind === 'word' && this.next.text.toLowerCase() === word; }

  take(kind: Token['kind'], what: string): Token {
    const token = this.next;
    if (token.kind !== kind) throw new FilterError(`Expected ${what} at position ${token.at + 1}, found ${token.text}.`);
    this.place++;
    return token;
  }

  either(depth: number): FilterNode {
    return this.chain('or', () => this.both(depth));
  }

  private both(depth: number): FilterNode {
    return this.chain('and', () => this.unary(depth));
  }

  private chain(type: 'and' | 'or', part: () => FilterNode): FilterNode {
    const items = [part()];
    while (this.isWord(type)) { this.place++; items.push(part()); }
    return items.length === 1 ? items[0] as FilterNode : { type, items };
  }

  private unary(depth: number): FilterNode {
    if (depth > DEPTH_MAX) throw new FilterError(`The filter is nested more than ${DEPTH_MAX} deep.`);
    if (this.isWord('not')) { this.place++; return { type: 'not', item: this.unary(depth + 1) }; }
    if (this.next.kind !== 'open') return this.comparison();
    this.place++;
    const inner = this.either(depth + 1);
    this.take('close', '")"');
    return inner;
  }

  private comparison(): FilterNode {
    const first = this.take('word', 'a field');
    if (this.next.kind === 'open') return this.call(first);
    const op = this.take('word', 'an operator').text.toLowerCase();
    if (op === 'contains' || op === 'startswith' || !(FILTER_OPS as readonly string[]).includes(op)) throw new FilterError(`"${op}" is not an operator; allowed are eq, gt, ge, lt, le.`);
    return { type: 'compare', field: first.text, op: op as FilterOp, value: this.take('text', "a value in '…'").text };
  }

  private call(name: Token): FilterNode {
    const op = name.text.toLowerCase();
    if (op !== 'contains' && op !== 'startswith') throw new FilterError(`"${name.text}" is not a function; allowed are contains, startswith.`);
    this.take('open', '"("');
    const field = this.take('word', 'a field').text;
    this.take('comma', '","');
    const value = this.take('text', "a value in '…'").text;
    this.take('close', '")"');
    return { type: 'compare', field, op, value };
  }
}

/** Parses a filter such as `severity eq 'high' and (status eq 'Open' or not contains(model,'chain'))`. Throws FilterError that says where it is wrong. */
export function parseFilter(source: string): FilterNode {
  if (source.length > FILTER_CHARS_MAX) throw new FilterError(`The filter has ${source.length} characters; ${FILTER_CHARS_MAX} are allowed.`);
  const parser = new Parser(lex(source));
  const node = parser.either(0);
  parser.take('end', '"and", "or" or the end');
  return node;
}
