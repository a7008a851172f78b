import { SearchError } from '@/lib/engine/query/search';
import { parseSearch } from '@/lib/engine/query/search-parser';

/** What is wrong with a query: a message under `search.problem` with its parameters, and where. */
export interface SyntaxProblem { key: ProblemKey; params: Record<string, string>; at: number }

/** The parser speaks English; each of its sentences is known here by its shape, so that both languages can say it. */
const SENTENCES = [
  ['tooLong', /^The query has (?<count>\d+) characters; (?<max>\d+) are allowed/],
  ['quoteOpen', /^A quotation mark is not closed/],
  ['regexOpen', /^A regular expression needs a closing/],
  ['closeWithoutOpen', /^A parenthesis is closed that was not opened/],
  ['openWithoutClose', /^A parenthesis is not closed/],
  ['tooDeep', /^The query is nested more than (?<max>\d+) deep/],
  ['endsEarly', /^The query ends where/],
  ['wordExpected', /^A word or a field is expected here/],
  ['orExpected', /^Values in parentheses are joined/],
  ['valueExpected', /^A value is expected after the field/],
  ['regexOfNumber', /^A regular expression needs a field of text/],
  ['tooMany', /^The query asks more than (?<max>\d+) things/],
  ['regexBad', /^The regular expression cannot be used: (?<reason>.*)\.$/s],
  ['noFieldNear', /^There is no field "(?<name>[^"]*)"\. Perhaps (?<near>.*)\? Put text/],
  ['noField', /^There is no field "(?<name>[^"]*)"/],
  ['notComparable', /^"(?<name>[^"]*)" holds text; only/],
  ['noNumber', /^"(?<name>[^"]*)" is a number; "(?<text>.*)" is none/s],
  ['noTime', /^"(?<name>[^"]*)" is a time such as .*; "(?<text>.*)" is none/s],
] as const;
export type ProblemKey = (typeof SENTENCES)[number][0] | 'other';

/** The parser's sentence in a form that can be said in any language. */
export function problemOf(message: string, at: number): SyntaxProblem {
  for (const [key, shape] of SENTENCES) {
    const found = shape.exec(message);
    if (found) return { key, params: { ...found.groups }, at };
  }
  return { key: 'other', params: { message }, at };
}

/** Why a query cannot be run; null when it can. */
export function checkSyntax(query: string): SyntaxProblem | null {
  try {
    parseSearch(query);
    return null;
  } catch (thrown) {
    if (thrown instanceof SearchError) return problemOf(thrown.message, thrown.at);
    throw thrown;
  }
}

/** The query cut where the problem is: what stands before, the piece itself (never empty), what follows. */
export function cutAt(query: string, at: number): [before: string, piece: string, after: string] {
  const start = Math.min(at, query.length), piece = /^(\S+|\s+)/.exec(query.slice(start))?.[0] ?? '';
  return [query.slice(0, start), piece === '' ? '…' : piece, query.slice(start + piece.length)];
}
