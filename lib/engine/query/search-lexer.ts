import { SearchError } from './search';

export type SearchToken =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'end'; at: number }
  /** A field's name with its colon. */
  | { kind: 'field'; name: string; at: number }
  /** `quoted`: written in quotes, so that it is no operator or number sign. */
  | { kind: 'text'; text: string; quoted: boolean; at: number }
  | { kind: 'regex'; source: string; at: number };

const OPERATORS = new Map([['and', 'and'], ['or', 'or'], ['not', 'not'], ['&&', 'and'], ['||', 'or']] as const);
const FIELD = /([A-Za-z@_][\w.@]*|\*):/y;
/** A bare word ends at white space, a parenthesis or a quotation mark. */
const WORD = /[^\s()"]+/y;

/** Cuts a query into tokens. Quotation marks within quotes are doubled; a regular expression stands between slashes. */
export function lexSearch(source: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) { at++; continue; }
    const [token, end] = tokenAt(source, at, tokens.at(-1));
    tokens.push(token);
    at = end;
  }
  tokens.push({ kind: 'end', at: source.length });
  return tokens;
}

function tokenAt(source: string, at: number, before: SearchToken | undefined): [SearchToken, number] {
  const char = source.charAt(at);
  if (char === '(' || char === ')') return [{ kind: char === '(' ? 'open' : 'close', at }, at + 1];
  if (char === '"') return quoted(source, at);
  if (char === '/') return regex(source, at);
  const afterField = before?.kind === 'field';
  if (char === '-' && !afterField && /[^\s]/.test(source.charAt(at + 1))) return [{ kind: 'not', at }, at + 1];
  FIELD.lastIndex = at;
  const field = afterField ? null : FIELD.exec(source);
  if (field?.[1] !== undefined) return [{ kind: 'field', name: field[1], at }, FIELD.lastIndex];
  WORD.lastIndex = at;
  const text = WORD.exec(source)?.[0] ?? char;
  const operator = afterField ? undefined : OPERATORS.get(text.toLowerCase() as 'and');
  return [operator ? { kind: operator, at } : { kind: 'text', text, quoted: false, at }, at + text.length];
}

function quoted(source: string, at: number): [SearchToken, number] {
  let text = '';
  for (let i = at + 1; i < source.length; i++) {
    const char = source.charAt(i);
    if (char !== '"') text += char;
    else if (source.charAt(i + 1) === '"') { text += '"'; i++; }
    else return [{ kind: 'text', text, quoted: true, at }, i + 1];
  }
  throw new SearchError('A quotation mark is not closed.', at);
}

function regex(source: string, at: number): [SearchToken, number] {
  for (let i = at + 1; i < source.length; i++) {
    if (source.charAt(i) === '\\') i++;
    else if (source.charAt(i) === '/') return [{ kind: 'regex', source: source.slice(at + 1, i).replaceAll('\\/', '/'), at }, i + 1];
  }
  throw new SearchError('A regular expression needs a closing "/". To search for a text that begins with "/", put it in quotes.', at);
}
