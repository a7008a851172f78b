import { FIELD_CATALOGUE, fieldByName } from '../activity/catalogue';
import { isNumeric, type ActivityProperty } from '../segment/columns';
import { RuleProblem } from '../sigma/problem';
import { compileRegex } from '../sigma/regex';
import { SearchError, type SearchNode, type ValueTest } from './search';
import { lexSearch, type SearchToken } from './search-lexer';
import { freeTest, valueTest } from './search-value';

export const SEARCH_CHARS_MAX = 4_000;
const DEPTH_MAX = 20;
const TESTS_MAX = 200;

/**
 * Parses what a person types: `process.executable:"*\cmd.exe" and not user.id:system`. Words side by side must all hold; `*` stands for any run of characters,
 * `**` for an asterisk; numbers and times have ranges. Throws SearchError that says where it is wrong.
 */
export function parseSearch(source: string): SearchNode {
  if (source.length > SEARCH_CHARS_MAX) throw new SearchError(`The query has ${source.length} characters; ${SEARCH_CHARS_MAX} are allowed.`, SEARCH_CHARS_MAX);
  const parser = new Parser(lexSearch(source));
  if (parser.peek().kind === 'end') return { type: 'all' };
  const node = parser.either(0);
  if (parser.peek().kind !== 'end') throw new SearchError('A parenthesis is closed that was not opened.', parser.peek().at);
  return node;
}

class Parser {
  #place = 0;
  #tests = 0;

  constructor(private readonly tokens: readonly SearchToken[]) {}

  peek(): SearchToken { return this.tokens[this.#place] as SearchToken; }

  either(depth: number): SearchNode {
    const items = [this.#both(depth)];
    while (this.#take('or')) items.push(this.#both(depth));
    return items.length === 1 ? (items[0] as SearchNode) : { type: 'or', items };
  }

  #both(depth: number): SearchNode {
    const items = [this.#unary(depth)];
    for (;;) {
      const { kind } = this.peek();
      if (kind === 'and') this.#place++;
      else if (kind === 'end' || kind === 'close' || kind === 'or') break;
      items.push(this.#unary(depth));
    }
    return items.length === 1 ? (items[0] as SearchNode) : { type: 'and', items };
  }

  #unary(depth: number): SearchNode {
    if (depth > DEPTH_MAX) throw new SearchError(`The query is nested more than ${DEPTH_MAX} deep.`, this.peek().at);
    if (this.#take('not')) return { type: 'not', item: this.#unary(depth + 1) };
    if (this.peek().kind !== 'open') return this.#term();
    this.#place++;
    const inner = this.either(depth + 1);
    this.#close();
    return inner;
  }

  #term(): SearchNode {
    const token = this.peek();
    this.#place++;
    switch (token.kind) {
      case 'field': return this.#values(propertyNamed(token.name, token.at));
      case 'text': return this.#test('any', freeTest(token.text), token.at);
      case 'regex': return this.#test('any', regexTest(token.source, token.at), token.at);
      default: throw new SearchError(token.kind === 'end' ? 'The query ends where a word or a field is expected.' : 'A word or a field is expected here.', token.at);
    }
  }

  /** What follows `field:`, one value or several in parentheses. */
  #values(property: ActivityProperty | 'any'): SearchNode {
    if (this.peek().kind !== 'open') return this.#value(property);
    this.#place++;
    const items = [this.#value(property)];
    while (this.peek().kind !== 'close') {
      if (this.peek().kind !== 'or') throw new SearchError('Values in parentheses are joined by "or".', this.peek().at);
      this.#place++;
      items.push(this.#value(property));
    }
    this.#close();
    return { type: 'or', items };
  }

  #value(property: ActivityProperty | 'any'): SearchNode {
    const token = this.peek();
    if (token.kind !== 'text' && token.kind !== 'regex') throw new SearchError('A value is expected after the field.', token.at);
    this.#place++;
    if (token.kind === 'regex') {
      if (property !== 'any' && isNumeric(property)) throw new SearchError('A regular expression needs a field of text.', token.at);
      return this.#test(property, regexTest(token.source, token.at), token.at);
    }
    return this.#test(property, valueTest(property, this.#whole(token), token.quoted, token.at), token.at);
  }

  /** `>"2026-01-31"` and `"a".."b"` are written in several pieces without space between. */
  #whole(token: { text: string; quoted: boolean; at: number }): string {
    const next = this.peek();
    const width = token.quoted ? token.text.replaceAll('"', '""').length + 2 : token.text.length;
    const joins = next.kind === 'text' && next.at === token.at + width && (token.quoted !== next.quoted);
    if (!joins || next.kind !== 'text') return token.text;
    this.#place++;
    return token.text + this.#whole(next);
  }

  #test(property: ActivityProperty | 'any', test: ValueTest, at: number): SearchNode {
    if (++this.#tests > TESTS_MAX) throw new SearchError(`The query asks more than ${TESTS_MAX} things.`, at);
    return { type: 'test', property, test };
  }

  #take(kind: SearchToken['kind']): boolean {
    if (this.peek().kind !== kind) return false;
    this.#place++;
    return true;
  }

  #close(): void {
    if (!this.#take('close')) throw new SearchError('A parenthesis is not closed.', this.peek().at);
  }
}

function regexTest(source: string, at: number): ValueTest {
  try {
    compileRegex(source, 'i');
  } catch (thrown) {
    if (thrown instanceof RuleProblem) throw new SearchError(`The regular expression cannot be used: ${thrown.reason}.`, at);
    throw thrown;
  }
  return { kind: 'regex', source };
}

function propertyNamed(name: string, at: number): ActivityProperty | 'any' {
  if (name === '*') return 'any';
  const field = fieldByName(name) ?? fieldByName(name.toLowerCase());
  if (field) return field.property;
  const near = FIELD_CATALOGUE.filter((known) => known.name.includes(name.toLowerCase()) || known.property.toLowerCase() === name.toLowerCase()).slice(0, 3);
  const hint = near.length > 0 ? ` Perhaps ${near.map((known) => known.name).join(', ')}?` : '';
  throw new SearchError(`There is no field "${name}".${hint} Put text with a colon in quotes.`, at);
}
