import type { Expression } from './expression';
import { globLiterals } from './glob';
import { isLiteral, type LiteralKind, type Matcher } from './matcher';
import type { Predicate } from './predicates';
import { foldAscii } from './sigma-string';

/** A folded literal that a field must show before a rule can match. */
export interface Literal { slot: number; kind: LiteralKind; text: string }

/** Literals of which at least one must be present, and a guess at how often that is so. */
export interface Pivot { literals: readonly Literal[]; chance: number }

/** Rules in which a literal occurs: what many rules look for is also common in events. */
export type LiteralUse = (literal: Literal) => number;

export const literalKey = ({ slot, kind, text }: Literal): string => `${slot}|${kind}|${text}`;

const LITERALS_MAX = 20_000;
const CONTAINS_CHANCE = [1, 0.6, 0.4, 0.15, 0.06, 0.03, 0.02];

function chanceOf(literal: Literal, use: LiteralUse): number {
  const { kind, text } = literal;
  const common = 1 + use(literal) / 10;
  if (kind === 'exact') return (text.length === 0 ? 0.3 : text.length <= 2 ? 0.1 : 0.02) * common;
  if (kind === 'contains') return Math.min(1, (CONTAINS_CHANCE[text.length] ?? 0.1 / text.length) * common * 1.5);
  return Math.min(1, (text.length < 3 ? 0.3 : kind === 'suffix' ? 0.06 / text.length : 0.4 / text.length) * common);
}

/** Literals that any value satisfying the matcher must show: of each group at least one. */
function requiredLiterals(slot: number, matcher: Matcher): Literal[][] {
  const inside = (text: string): Literal => ({ slot, kind: 'contains', text: foldAscii(text) });
  switch (matcher.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'contains': return matcher.kind === 'exact' || matcher.text.length > 0 ? [[{ slot, kind: matcher.kind, text: foldAscii(matcher.text) }]] : [];
    case 'glob': return globLiterals(matcher.parts).map((text) => [inside(text)]);
    case 'regex': return matcher.regex.literals.map((texts) => texts.map(inside));
    default: return [];
  }
}

function best(pivots: readonly (Pivot | undefined)[]): Pivot | undefined {
  let chosen: Pivot | undefined;
  for (const pivot of pivots) if (pivot && (!chosen || pivot.chance < chosen.chance)) chosen = pivot;
  return chosen;
}

function union(pivots: readonly (Pivot | undefined)[]): Pivot | undefined {
  const literals: Literal[] = [];
  let chance = 0;
  for (const pivot of pivots) {
    if (!pivot) return undefined;
    for (const literal of pivot.literals) literals.push(literal);
    chance += pivot.chance;
  }
  return literals.length > 0 && literals.length <= LITERALS_MAX ? { literals, chance } : undefined;
}

/** The rarest group of literals that the matcher needs. */
function rarest(slot: number, matcher: Matcher, use: LiteralUse): Pivot | undefined {
  return best(requiredLiterals(slot, matcher).map((literals) => ({ literals, chance: literals.reduce((sum, literal) => sum + chanceOf(literal, use), 0) })));
}

/** Literals one of which must be found before a predicate can be true; `proves`: finding one is all that it takes. */
interface Evidence { literals: readonly Literal[]; proves: boolean }

/** Above this chance, looking for a literal first costs more than it spares. */
const EVIDENCE_CHANCE_MAX = 0.5;
/** To look for shorter ones anywhere in a text takes a search of their own. */
const EVIDENCE_CHARS_MIN = 4;

/** Undefined when no literal tells anything about the predicate, or none that is worth looking for in every event. */
export function evidenceOf({ slot, matchers }: Predicate, use: LiteralUse): Evidence | undefined {
  const literals = matchers.flatMap((matcher): Literal[] => (isLiteral(matcher) && !matcher.cased ? [{ slot, kind: matcher.kind, text: matcher.text }] : []));
  const proves = literals.length === matchers.length;
  const needed = proves ? { literals, chance: 0 } : union(matchers.map((matcher) => rarest(slot, matcher, use)));
  if (!needed || needed.chance > EVIDENCE_CHANCE_MAX || needed.literals.some(({ kind, text }) => kind === 'contains' && text.length < EVIDENCE_CHARS_MIN)) return undefined;
  return { literals: needed.literals, proves };
}

/** The rarest set of literals without which the formula cannot be true; undefined when there is none. */
export function pivotOf(expression: Expression, use: LiteralUse): Pivot | undefined {
  switch (expression.kind) {
    case 'test': {
      const { slot, matchers } = expression.predicate;
      return union(matchers.map((matcher) => rarest(slot, matcher, use)));
    }
    case 'and': return best(expression.children.map((child) => pivotOf(child, use)));
    case 'or':
    case 'of': return union(expression.children.map((child) => pivotOf(child, use)));
    case 'not': return undefined;
  }
}

/** Visits every literal of a formula that could become a pivot. */
export function visitLiterals(expression: Expression, visit: (literal: Literal) => void): void {
  if (expression.kind === 'test') {
    const { slot, matchers } = expression.predicate;
    for (const matcher of matchers) for (const literal of requiredLiterals(slot, matcher).flat()) visit(literal);
  } else if (expression.kind !== 'not') for (const child of expression.children) visitLiterals(child, visit);
}

/** Folded texts of which the field must equal one before the formula can be true; undefined when there are none. */
export function requiredTexts(expression: Expression, slot: number): ReadonlySet<string> | undefined {
  switch (expression.kind) {
    case 'test': {
      const { predicate } = expression;
      const texts = predicate.matchers.flatMap((matcher) => (matcher.kind === 'exact' ? [foldAscii(matcher.text)] : []));
      return predicate.slot === slot && texts.length === predicate.matchers.length ? new Set(texts) : undefined;
    }
    case 'and': return expression.children.map((child) => requiredTexts(child, slot)).find((texts) => texts !== undefined);
    case 'or':
    case 'of': {
      const each = expression.children.map((child) => requiredTexts(child, slot));
      return each.length > 0 && each.every((texts) => texts !== undefined) ? new Set(each.flatMap((texts) => [...texts])) : undefined;
    }
    case 'not': return undefined;
  }
}
