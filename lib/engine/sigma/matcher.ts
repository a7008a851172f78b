import type { Cidr } from './cidr';
import type { CompiledRegex } from './regex';
import type { SigmaString } from './sigma-string';
import { ANY, foldAscii } from './sigma-string';
import type { TimePart } from './time-part';

export type LiteralKind = 'exact' | 'prefix' | 'suffix' | 'contains';
export type CompareOperator = 'lt' | 'lte' | 'gt' | 'gte' | 'eq';

/** What one value of a rule asks of one value of an event, after all modifiers. */
export type Matcher =
  | { kind: LiteralKind; text: string; cased: boolean }
  | { kind: 'glob'; parts: SigmaString; cased: boolean }
  | { kind: 'regex'; source: string; flags: string; regex: CompiledRegex }
  | { kind: 'cidr'; cidr: Cidr; text: string }
  | { kind: 'compare'; operator: CompareOperator; value: number; part?: TimePart }
  | { kind: 'null' }
  | { kind: 'exists'; present: boolean }
  | { kind: 'fieldref'; field: string; mode: LiteralKind; cased: boolean };

export type LiteralMatcher = Extract<Matcher, { kind: LiteralKind }>;

export const isLiteral = (matcher: Matcher): matcher is LiteralMatcher =>
  matcher.kind === 'exact' || matcher.kind === 'prefix' || matcher.kind === 'suffix' || matcher.kind === 'contains';

/** The cheapest matcher for a string with wildcards. Letters are folded here unless the value is cased. */
export function matcherOfString(value: SigmaString, cased: boolean): Matcher {
  const open = { start: value[0] === ANY, end: value.length > 0 && value[value.length - 1] === ANY };
  const inner = value.slice(open.start ? 1 : 0, open.end && value.length > 1 ? -1 : undefined);
  const only = inner[0] ?? '';
  if (inner.length > 1 || typeof only !== 'string') {
    return { kind: 'glob', parts: cased ? value : value.map((part) => (typeof part === 'string' ? foldAscii(part) : part)), cased };
  }
  const kind = open.start ? (open.end ? 'contains' : 'suffix') : open.end ? 'prefix' : 'exact';
  return { kind, text: cased ? only : foldAscii(only), cased };
}

/** Identity of a matcher: equal keys mean equal results on every value. */
export function matcherKey(matcher: Matcher): string {
  switch (matcher.kind) {
    case 'glob': return `glob|${matcher.cased}|${JSON.stringify(matcher.parts)}`;
    case 'regex': return `regex|${matcher.flags}|${matcher.source}`;
    case 'cidr': return `cidr|${matcher.text}`;
    case 'compare': return `compare|${matcher.operator}|${matcher.value}|${matcher.part ?? ''}`;
    case 'null': return 'null';
    case 'exists': return `exists|${matcher.present}`;
    case 'fieldref': return `fieldref|${matcher.mode}|${matcher.cased}|${matcher.field}`;
    default: return `${matcher.kind}|${matcher.cased}|${matcher.text}`;
  }
}

