import { RuleProblem, UnsetPlaceholder } from './problem';
import { mergeParts, parseSigmaString, plainText, type Part } from './sigma-string';
import type { Value } from './values';

export type Variables = Readonly<Record<string, readonly string[]>>;

const PLACEHOLDER = /(?<!\\)%(\w+)%/g;
const ESCAPED_PERCENT = /\\%/g;
/** Combinations of values that one rule value may become. */
const VARIANTS_MAX = 10_000;

const valuesOf = (name: string, variables: Variables): readonly string[] => {
  const values = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (!values || values.length === 0) throw new UnsetPlaceholder(name);
  return values;
};

const grow = <T>(variants: T[][], choices: readonly T[][]): T[][] => {
  if (variants.length * choices.length > VARIANTS_MAX) throw new RuleProblem(`placeholders make more than ${VARIANTS_MAX} values of one`);
  return variants.flatMap((variant) => choices.map((choice) => [...variant, ...choice]));
};

function pieces(text: string): { literal: string; name?: string }[] {
  const found: { literal: string; name?: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    found.push({ literal: text.slice(from, match.index).replace(ESCAPED_PERCENT, '%'), name: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  found.push({ literal: text.slice(from).replace(ESCAPED_PERCENT, '%') });
  return found;
}

/** Puts every combination of the variables' values in place of the `%names%` of a value. */
export function expandPlaceholders(value: Value, variables: Variables): Value[] {
  if (value.type === 'regex') {
    let sources: string[][] = [[]];
    for (const { literal, name } of pieces(value.source)) {
      for (const source of sources) source.push(literal);
      if (name !== undefined) sources = grow(sources, valuesOf(name, variables).map((text) => [escapeRegex(plainText(parseSigmaString(text)))]));
    }
    return sources.map((source) => ({ ...value, source: source.join('') }));
  }
  if (value.type !== 'string') throw new RuleProblem('the modifier "expand" needs a text value');
  let variants: Part[][] = [[]];
  for (const part of value.parts) {
    for (const { literal, name } of typeof part === 'string' ? pieces(part) : []) {
      for (const variant of variants) variant.push(literal);
      if (name !== undefined) variants = grow(variants, valuesOf(name, variables).map((text) => [...parseSigmaString(text)]));
    }
    if (typeof part !== 'string') for (const variant of variants) variant.push(part);
  }
  return variants.map((parts) => ({ ...value, parts: mergeParts(parts) }));
}

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
