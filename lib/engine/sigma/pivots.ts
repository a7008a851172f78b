import type { Expression } from './expression';
import { globLiterals } from './glob';
import type { LiteralKind, Matcher } from './matcher';
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

/** Literals that any value satisfying the matcher must show, all of them. */
function requiredLiterals(slot: number, matcher: Matcher): Literal[] {
  const inside = (texts: readonly string[]): Literal[] => texts.map((text) => ({ slot, kind: 'contains', text: foldAscii(text) }));
  switch (matcher.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'contains': return matcher.kind === 'exact' || matcher.text.length > 0 ? [{ slot, kind: matcher.kind, text: foldAscii(matcher.text) }] : [];
    case 'glob': return inside(globLiterals(matcher.parts));
    case 'regex': return inside(matcher.regex.literals);
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

/** The rarest set of literals without which the formula cannot be true; undefined when there is none. */
export function pivotOf(expression: Expression, use: LiteralUse): Pivot | undefined {
  switch (expression.kind) {
    case 'test': {
      const { slot, matchers } = expression.predicate;
      return union(matchers.map((matcher) => best(requiredLiterals(slot, matcher).map((literal) => ({ literals: [literal], chance: chanceOf(literal, use) })))));
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
    for (const matcher of matchers) for (const literal of requiredLiterals(slot, matcher)) visit(literal);
  } else if (expression.kind !== 'not') for (const child of expression.children) visitLiterals(child, visit);
}
