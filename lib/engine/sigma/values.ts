import type { CompareOperator, LiteralKind, Matcher } from './matcher';
import { matcherOfString } from './matcher';
import type { Utf16 } from './encode';
import type { Cidr } from './cidr';
import { compileRegex } from './regex';
import { ANY, mergeParts, type SigmaString } from './sigma-string';
import type { TimePart } from './time-part';

/** A value of a rule on its way through its modifiers. */
export type Value =
  | { type: 'string'; parts: SigmaString; original: string; cased: boolean; utf16?: Utf16 }
  | { type: 'number'; number: number; text: string }
  | { type: 'boolean'; boolean: boolean }
  | { type: 'null' }
  | { type: 'regex'; source: string; flags: string }
  | { type: 'cidr'; cidr: Cidr; text: string }
  | { type: 'compare'; operator: CompareOperator; number: number; part?: TimePart }
  | { type: 'time'; part: TimePart; number?: number }
  | { type: 'exists'; present: boolean }
  | { type: 'fieldref'; field: string; open: { start: boolean; end: boolean }; cased: boolean };

/** The final meaning of a value on a field. */
export function matcherOf(value: Value): Matcher {
  switch (value.type) {
    case 'string': return matcherOfString(value.parts, value.cased);
    case 'number': return { kind: 'exact', text: value.text, cased: false };
    case 'boolean': return { kind: 'exact', text: String(value.boolean), cased: false };
    case 'null': return { kind: 'null' };
    case 'regex': return { kind: 'regex', source: value.source, flags: value.flags, regex: compileRegex(value.source, value.flags) };
    case 'cidr': return { kind: 'cidr', cidr: value.cidr, text: value.text };
    case 'compare': return { kind: 'compare', operator: value.operator, value: value.number, ...(value.part && { part: value.part }) };
    case 'time': return { kind: 'compare', operator: 'eq', value: value.number ?? Number.NaN, part: value.part };
    case 'exists': return { kind: 'exists', present: value.present };
    case 'fieldref': return { kind: 'fieldref', field: value.field, mode: modeOf(value.open), cased: value.cased };
  }
}

/** The meaning of a value without a field: text looked for anywhere in any value of the event. */
export function keywordMatcherOf(value: Value): Matcher {
  switch (value.type) {
    case 'string': return matcherOfString(mergeParts([ANY, ...value.parts, ANY]), value.cased);
    case 'number': return { kind: 'contains', text: value.text, cased: false };
    case 'boolean': return { kind: 'contains', text: String(value.boolean), cased: false };
    default: return matcherOf(value);
  }
}

function modeOf(open: { start: boolean; end: boolean }): LiteralKind {
  if (open.start) return open.end ? 'contains' : 'suffix';
  return open.end ? 'prefix' : 'exact';
}
