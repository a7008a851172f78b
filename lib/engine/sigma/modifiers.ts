import { parseCidr } from './cidr';
import { base64, base64Offsets, encodeText, latin1, type Utf16 } from './encode';
import type { CompareOperator } from './matcher';
import { expandPlaceholders, type Variables } from './placeholders';
import { RuleProblem } from './problem';
import { ANY, hasWildcard, mergeParts, plainText, type Part, type SigmaString } from './sigma-string';
import { TIME_PARTS, type TimePart } from './time-part';
import type { Value } from './values';
import { windashVariants } from './windash';

export interface ModifierContext { variables: Variables; keyword: boolean }

type Modifier = (value: Value, context: ModifierContext, applied: readonly string[]) => readonly Value[];
type StringValue = Extract<Value, { type: 'string' }>;

const stringOf = (value: Value, modifier: string): StringValue => {
  if (value.type === 'string') return value;
  if (value.type === 'number') return { type: 'string', parts: [value.text], original: value.text, cased: false };
  throw new RuleProblem(`the modifier "${modifier}" needs a text value`);
};

const plainOf = (value: Value, modifier: string): string => {
  const text = stringOf(value, modifier);
  if (hasWildcard(text.parts)) throw new RuleProblem(`the modifier "${modifier}" does not allow wildcards`);
  return plainText(text.parts);
};

const bytesOf = (value: Value, modifier: string): Uint8Array => {
  const plain = plainOf(value, modifier);
  return encodeText(plain, value.type === 'string' ? value.utf16 : undefined);
};

/** Text that was turned into UTF-16 and is not encoded further is compared byte by byte. */
export function settleUtf16(value: Value): Value {
  if (value.type !== 'string' || value.utf16 === undefined) return value;
  const { utf16 } = value;
  const body = utf16 === 'bom' ? 'le' : utf16;
  const parts = value.parts.map((part): Part => (typeof part === 'string' ? latin1(encodeText(part, body)) : part));
  const first = parts[0] === ANY ? 1 : 0;
  if (utf16 === 'bom') parts.splice(first, 0, '\xff\xfe');
  return { type: 'string', parts: mergeParts(parts), original: value.original, cased: value.cased };
}

/** `startswith`, `endswith`, `contains`: where text may stand before or after the value. */
const around = (modifier: string, start: boolean, end: boolean): Modifier => (value, context) => {
  if (value.type === 'fieldref') return [{ ...value, open: { start: value.open.start || start, end: value.open.end || end } }];
  // A regular expression is searched for anywhere already; anchors in it keep their meaning.
  if (value.type === 'regex') {
    if (start && end) return [value];
    return [{ ...value, source: start ? `(?:${value.source})$` : `^(?:${value.source})` }];
  }
  const text = settleUtf16(stringOf(value, modifier));
  if (text.type !== 'string') throw new RuleProblem(`the modifier "${modifier}" needs a text value`);
  if (context.keyword && !(start && end)) throw new RuleProblem(`the modifier "${modifier}" needs a field`);
  const parts: SigmaString = mergeParts([...(start ? [ANY as Part] : []), ...text.parts, ...(end ? [ANY as Part] : [])]);
  return [{ ...text, parts }];
};

const flag = (letter: string): Modifier => (value) => {
  if (value.type !== 'regex') throw new RuleProblem(`the modifier "${letter}" must follow "re"`);
  return [{ ...value, flags: value.flags.includes(letter) ? value.flags : value.flags + letter }];
};

const utf16 = (modifier: string, order: Utf16): Modifier => (value) => [{ ...stringOf(value, modifier), utf16: order }];

const numberOf = (value: Value, modifier: string): number => {
  const number = value.type === 'number' ? value.number : value.type === 'string' && !hasWildcard(value.parts) ? Number(value.original.trim() || Number.NaN) : Number.NaN;
  if (Number.isNaN(number)) throw new RuleProblem(`the modifier "${modifier}" needs a number`);
  return number;
};

const compare = (operator: CompareOperator): Modifier => (value) =>
  value.type === 'time' && value.number !== undefined
    ? [{ type: 'compare', operator, number: value.number, part: value.part }]
    : [{ type: 'compare', operator, number: numberOf(value, operator) }];

const timePart = (part: TimePart): Modifier => (value) =>
  value.type === 'compare' ? [{ ...value, part }] : [{ type: 'time', part, number: numberOf(value, part) }];

const unmodified = (modifier: string, applied: readonly string[]): void => {
  const earlier = applied.filter((name) => !LIST_MODIFIERS.has(name) && name !== 'expand');
  if (earlier.length > 0) throw new RuleProblem(`the modifier "${modifier}" cannot follow "${earlier.join('|')}"`);
};

/** Modifiers that concern the whole list of values; the parser of items handles them. */
export const LIST_MODIFIERS: ReadonlySet<string> = new Set(['all', 'neq']);

const MODIFIERS: ReadonlyMap<string, Modifier> = new Map<string, Modifier>([
  ['contains', around('contains', true, true)],
  ['startswith', around('startswith', false, true)],
  ['endswith', around('endswith', true, false)],
  ['cased', (value) => [value.type === 'fieldref' ? { ...value, cased: true } : { ...stringOf(value, 'cased'), cased: true }]],
  ['exists', (value, context, applied) => {
    unmodified('exists', applied);
    if (context.keyword) throw new RuleProblem('the modifier "exists" needs a field');
    if (value.type !== 'boolean') throw new RuleProblem('the modifier "exists" needs true or false');
    return [{ type: 'exists', present: value.boolean }];
  }],
  ['re', (value, _context, applied) => {
    unmodified('re', applied);
    return [{ type: 'regex', source: stringOf(value, 're').original, flags: '' }];
  }],
  ['i', flag('i')],
  ['m', flag('m')],
  ['s', flag('s')],
  ['base64', (value) => [{ type: 'string', parts: [base64(bytesOf(value, 'base64'))], original: '', cased: false }]],
  ['base64offset', (value) => base64Offsets(bytesOf(value, 'base64offset')).map((text): Value => ({ type: 'string', parts: mergeParts([text]), original: text, cased: false }))],
  ['utf16le', utf16('utf16le', 'le')],
  ['wide', utf16('wide', 'le')],
  ['utf16be', utf16('utf16be', 'be')],
  ['utf16', utf16('utf16', 'bom')],
  ['windash', (value) => windashVariants(stringOf(value, 'windash'))],
  ['lt', compare('lt')],
  ['lte', compare('lte')],
  ['gt', compare('gt')],
  ['gte', compare('gte')],
  ['cidr', (value, _context, applied) => {
    unmodified('cidr', applied);
    const text = plainOf(value, 'cidr');
    const cidr = parseCidr(text);
    if (!cidr) throw new RuleProblem(`"${text}" is not a network in CIDR notation`);
    return [{ type: 'cidr', cidr, text }];
  }],
  ['expand', (value, context) => expandPlaceholders(value, context.variables)],
  ['fieldref', (value) => [{ type: 'fieldref', field: plainOf(value, 'fieldref'), open: { start: false, end: false }, cased: false }]],
  ...TIME_PARTS.map((part): [string, Modifier] => [part, timePart(part)]),
]);

export const isModifier = (name: string): boolean => MODIFIERS.has(name) || LIST_MODIFIERS.has(name);

/** Runs one value through its modifiers in the order written; some of them make several values of one. */
export function applyModifiers(value: Value, names: readonly string[], context: ModifierContext): readonly Value[] {
  let values: readonly Value[] = [value];
  for (const [index, name] of names.entries()) {
    const modifier = MODIFIERS.get(name);
    if (modifier) values = values.flatMap((item) => modifier(item, context, names.slice(0, index)));
  }
  return values.map(settleUtf16);
}
