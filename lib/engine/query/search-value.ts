import { fieldOf, type CatalogueField } from '../activity/catalogue';
import { parseCidr } from '../sigma/cidr';
import { ANY, mergeParts, type SigmaString } from '../sigma/sigma-string';
import type { ActivityProperty } from '../segment/columns';
import { SearchError, type ValueTest } from './search';

const DAY_MS = 86_400_000;

/** What `field:value` asks. */
export function valueTest(property: ActivityProperty | 'any', text: string, isQuoted: boolean, at: number): ValueTest {
  const field: CatalogueField | undefined = property === 'any' ? undefined : fieldOf(property);
  if (field?.type === 'number' || field?.type === 'time') return numberTest(field, text, at);
  if (!isQuoted && /^[<>]/.test(text)) throw new SearchError(`"${field?.name ?? '*'}" holds text; only numbers and times can be compared. Put the value in quotes to search for it as it is.`, at);
  if (field?.type === 'ip' && text.includes('/') && parseCidr(text)) return { kind: 'network', cidr: text };
  return patternTest(text);
}

/** Free text is looked for anywhere in a value. */
export function freeTest(text: string): ValueTest {
  const parts = wildcardParts(text);
  if (parts.every((part) => part === ANY)) return { kind: 'exists' };
  return testOf(mergeParts([ANY, ...parts, ANY]));
}

function patternTest(text: string): ValueTest {
  return testOf(wildcardParts(text));
}

/** `*` is any run of characters, `**` an asterisk. */
function wildcardParts(text: string): SigmaString {
  return mergeParts((text.match(/\*\*|\*|[^*]+/g) ?? []).map((piece) => (piece === '**' ? '*' : piece === '*' ? ANY : piece)));
}

function testOf(parts: SigmaString): ValueTest {
  const [first, second, third] = parts;
  if (parts.length === 0) return { kind: 'equals', value: '' };
  if (parts.length === 1) return typeof first === 'string' ? { kind: 'equals', value: first } : { kind: 'exists' };
  if (parts.length === 3 && first === ANY && typeof second === 'string' && third === ANY) return { kind: 'contains', text: second };
  return { kind: 'pattern', parts };
}

const COMPARISON = /^(>=|<=|>|<)(.+)$/s;

/** `443`, `>1024`, `80..443`, `10..`; of times a day stands for all of it. */
function numberTest(field: CatalogueField, text: string, at: number): ValueTest {
  const read = (value: string): { from: number; to: number } => (field.type === 'time' ? timeOf(field, value, at) : numberOf(field, value, at));
  if (text === '*') return { kind: 'exists' };
  const compare = COMPARISON.exec(text);
  const [, operator, operand = ''] = compare ?? [];
  const range = (min: number, max: number, minOpen = false, maxOpen = false): ValueTest => ({ kind: 'range', min, max, minOpen, maxOpen });
  if (operator === '>') return range(read(operand).to, Number.POSITIVE_INFINITY, true);
  if (operator === '>=') return range(read(operand).from, Number.POSITIVE_INFINITY);
  if (operator === '<') return range(Number.NEGATIVE_INFINITY, read(operand).from, false, true);
  if (operator === '<=') return range(Number.NEGATIVE_INFINITY, read(operand).to);
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const [low, high] = [text.slice(0, dots), text.slice(dots + 2)];
    return range(low === '' ? Number.NEGATIVE_INFINITY : read(low).from, high === '' ? Number.POSITIVE_INFINITY : read(high).to);
  }
  const { from, to } = read(text);
  return range(from, to);
}

function numberOf({ name }: CatalogueField, text: string, at: number): { from: number; to: number } {
  const value = /^0x[0-9a-f]+$/i.test(text) || /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new SearchError(`"${name}" is a number; "${text}" is none. Ranges are written 80..443 or >1024.`, at);
  return { from: value, to: value };
}

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Without a zone: UTC. */
function timeOf({ name }: CatalogueField, text: string, at: number): { from: number; to: number } {
  const match = TIME.exec(text);
  const from = match ? Date.parse(match[1] === undefined || match[4] !== undefined ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(from)) throw new SearchError(`"${name}" is a time such as 2026-01-31 or 2026-01-31T09:00:00+09:00; "${text}" is none.`, at);
  return { from, to: match?.[1] === undefined ? from + DAY_MS - 1 : from };
}
