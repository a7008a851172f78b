import { fieldOf } from '@/lib/engine/activity/catalogue';
import { SearchError, type SearchNode, type ValueTest } from '@/lib/engine/query/search';
import { parseSearch } from '@/lib/engine/query/search-parser';
import { ANY, type SigmaString } from '@/lib/engine/sigma/sigma-string';
import { sigmaTarget } from './sigma-fields';

/** Why a search cannot be written as a rule: a message under `search.rule` and the field it is about. */
export interface NoDraft { reason: 'unread' | 'empty' | 'needsKind' | 'kind' | 'field' | 'complex'; field: string }
export type RuleDraft = { text: string } | NoDraft;

type Test = Extract<SearchNode, { type: 'test' }>;
interface Asked { tests: readonly Test[]; not: boolean }
/** One line of a selection: `Field|modifiers` and what it may be. */
interface Line { key: string; values: readonly string[] }

class NotPossible extends Error {
  constructor(readonly why: NoDraft['reason'], readonly field = '') { super(why); }
}

/** A Sigma rule that asks the same of new records, from a query of plain conditions; else why there is none. */
export function draftRule(query: string): RuleDraft {
  try {
    return { text: ruleText(query.trim(), asked(parseSearch(query.trim()))) };
  } catch (thrown) {
    if (thrown instanceof NotPossible) return { reason: thrown.why, field: thrown.field };
    if (thrown instanceof SearchError) return { reason: 'unread', field: '' };
    throw thrown;
  }
}

/** The conditions that must all hold, each one test, a choice of values of one field, or the opposite of these. */
function asked(node: SearchNode): Asked[] {
  if (node.type === 'all') throw new NotPossible('empty');
  if (node.type === 'and') return node.items.flatMap(asked);
  if (node.type === 'not') {
    const [one, ...more] = asked(node.item);
    if (one === undefined || more.length > 0) throw new NotPossible('complex');
    return [{ ...one, not: !one.not }];
  }
  if (node.type === 'test') return [{ tests: [node], not: false }];
  const tests = node.items.map((item) => { if (item.type !== 'test') throw new NotPossible('complex'); return item; });
  if (tests.some(({ property }) => property !== tests[0]?.property)) throw new NotPossible('complex');
  return [{ tests, not: false }];
}

const single = ({ tests, not }: Asked, property: Test['property']): string | undefined => {
  const [only] = tests;
  return !not && tests.length === 1 && only?.property === property && only.test.kind === 'equals' ? only.test.value : undefined;
};

function ruleText(query: string, all: readonly Asked[]): string {
  const kind = all.map((each) => single(each, 'kind')).find((value) => value !== undefined), family = all.map((each) => single(each, 'family')).find((value) => value !== undefined);
  if (kind === undefined) throw new NotPossible('needsKind');
  const target = sigmaTarget(kind.toLowerCase());
  if (target === undefined) throw new NotPossible('kind', kind);
  const product = family === 'windows' || family === 'linux' ? family : undefined;
  const rest = all.filter((each) => single(each, 'kind') === undefined && (product === undefined || single(each, 'family') === undefined));
  if (rest.length === 0) throw new NotPossible('empty');
  const blocks: string[] = [], terms: string[] = [];
  const add = (name: string, not: boolean, body: readonly string[]): void => { blocks.push(`  ${name}:`, ...body); terms.push(`${not ? 'not ' : ''}${name}`); };
  for (const { lines, number } of selections(rest.filter(({ not, tests }) => !not && tests[0]?.property !== 'any'), target.names)) add(number === 1 ? 'selection' : `selection_${number}`, false, lines.flatMap(written));
  rest.filter(({ not, tests }) => !not && tests[0]?.property === 'any').forEach((each, at) => add(`keywords_${at + 1}`, false, keywords(each)));
  rest.filter(({ not }) => not).forEach((each, at) => add(`filter_${at + 1}`, true, each.tests[0]?.property === 'any' ? keywords(each) : written(lineOf(each, target.names))));
  return [
    `title: ${quoted(titleOf(query))}`, 'status: experimental', `description: ${quoted(`From a search: ${query}`)}`, 'logsource:', ...(product === undefined ? [] : [`  product: ${product}`]), `  category: ${target.category}`,
    'detection:', ...blocks, `  condition: ${terms.join(' and ')}`, 'falsepositives:', '  - Unknown', 'level: medium', '',
  ].join('\n');
}

const titleOf = (query: string): string => (query.length > 80 ? `${query.slice(0, 79)}…` : query);

/** A map cannot name a key twice: what is asked twice of one field stands in a selection of its own. */
function selections(all: readonly Asked[], names: Partial<Record<string, string>>): { lines: Line[]; number: number }[] {
  const maps: Line[][] = [];
  for (const each of all) {
    const line = lineOf(each, names), free = maps.find((map) => map.every(({ key }) => key !== line.key));
    if (free) free.push(line);
    else maps.push([line]);
  }
  return maps.map((lines, at) => ({ lines, number: at + 1 }));
}

function lineOf({ tests }: Asked, names: Partial<Record<string, string>>): Line {
  const property = tests[0]?.property ?? 'any';
  const name = property === 'any' ? undefined : names[property];
  if (name === undefined || property === 'any') throw new NotPossible('field', property === 'any' ? '*' : fieldOf(property).name);
  const terms = tests.map(({ test }) => termOf(test)), modifier = terms[0]?.modifier ?? '';
  if (terms.some((term) => term.modifier !== modifier)) throw new NotPossible('complex');
  return { key: `${name}${modifier}`, values: terms.map(({ value }) => value) };
}

function termOf(test: ValueTest): { modifier: string; value: string } {
  switch (test.kind) {
    case 'exists': return { modifier: '|exists', value: 'true' };
    case 'equals': return { modifier: '', value: quoted(literal(test.value)) };
    case 'contains': return { modifier: '|contains', value: quoted(literal(test.text)) };
    case 'pattern': return patternTerm(test.parts);
    case 'regex': return { modifier: '|re|i', value: quoted(test.source) };
    case 'network': return { modifier: '|cidr', value: quoted(test.cidr) };
    case 'range': return rangeTerm(test);
  }
}

function patternTerm(parts: SigmaString): { modifier: string; value: string } {
  const [first, second] = parts;
  if (parts.length === 2 && first === ANY && typeof second === 'string') return { modifier: '|endswith', value: quoted(literal(second)) };
  if (parts.length === 2 && typeof first === 'string' && second === ANY) return { modifier: '|startswith', value: quoted(literal(first)) };
  return { modifier: '', value: quoted(parts.map((part) => (typeof part === 'string' ? literal(part) : '*')).join('')) };
}

function rangeTerm({ min, max, minOpen, maxOpen }: Extract<ValueTest, { kind: 'range' }>): { modifier: string; value: string } {
  if (min === max) return { modifier: '', value: String(min) };
  if (Number.isFinite(min) && Number.isFinite(max)) throw new NotPossible('complex');
  return Number.isFinite(min) ? { modifier: minOpen ? '|gt' : '|gte', value: String(min) } : { modifier: maxOpen ? '|lt' : '|lte', value: String(max) };
}

/** Free text, one or several to choose from. Sigma's keywords are looked for in every value, as free text is. */
function keywords({ tests }: Asked): string[] {
  return tests.map(({ test }) => {
    if (test.kind !== 'contains') throw new NotPossible('field', '*');
    return `    - ${quoted(literal(test.text))}`;
  });
}

function written({ key, values }: Line): string[] {
  return values.length === 1 ? [`    ${key}: ${values[0] ?? ''}`] : [`    ${key}:`, ...values.map((value) => `      - ${value}`)];
}

/** Text that means itself in Sigma: its wildcards escaped, and backslashes where they would escape what follows. */
function literal(text: string): string {
  return [...text].map((char, at, all) => (char === '*' || char === '?' ? `\\${char}` : char === '\\' && ['\\', '*', '?', undefined].includes(all[at + 1]) ? '\\\\' : char)).join('');
}

/** A YAML scalar on one line. */
function quoted(text: string): string {
  return /[\n\r\t]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
