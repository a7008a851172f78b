import type { SigmaEvent } from '../activity/activity';
import { planCorrelations } from './correlations/plan';
import type { Detection } from './detection';
import { EventState } from './event-state';
import { Explainer } from './explain';
import { compileExpression, expressionOf, type Expression } from './expression';
import { applyFilters } from './filters';
import { GRAM, gramAt, type GramFrequency } from './gram-table';
import { parseRuleFile, type ParsedRule } from './parse';
import { literalKey, pivotOf, visitLiterals, type Literal } from './pivots';
import { PredicateTable, type Test } from './predicates';
import { EVENT_ID_FIELD, Router } from './router';
import type { CompileOptions, CorrelationRule, FilterRule, RuleError, RuleInfo, RuleMatch, RuleSet, RuleSource } from './types';

/**
 * Parses and compiles rule files into a set that matches events. Whatever is wrong with a rule becomes an entry of `errors` (or of `warnings`
 * when only a placeholder has no value); all other rules are in the set. Pure and reusable, but not re-entrant: one event at a time.
 */
export function compileRules(sources: readonly RuleSource[], options: CompileOptions = {}): RuleSet {
  const files = sources.map((source) => parseRuleFile(source, options.variables ?? {}));
  const errors = files.flatMap((file) => file.errors);
  const warnings = files.flatMap((file) => file.warnings);
  const claimed = new Map<string, string>();
  const unique = <T extends { info: { id: string; file: string }; place: { line: number; column: number } }>(items: readonly T[]): T[] =>
    items.filter(({ info, place }) => {
      const owner = claimed.get(info.id);
      if (owner === undefined) claimed.set(info.id, info.file);
      else errors.push({ file: info.file, ...place, ruleId: info.id, reason: `the id is already used by ${owner}` });
      return owner === undefined;
    });
  const rules = unique(files.flatMap((file) => file.rules));
  const parsedCorrelations = unique(files.flatMap((file) => file.correlations));
  const correlations = parsedCorrelations.map(({ info }) => info);
  const { problems } = planCorrelations(rules.map(({ info }) => info), correlations);
  const placeOf = new Map(parsedCorrelations.map(({ info, place }) => [info, place]));
  for (const { rule, reason } of problems) warnings.push({ file: rule.file, line: 1, column: 1, ...placeOf.get(rule), ruleId: rule.id, reason });
  const filters = unique(files.flatMap((file) => file.filters));

  const expressions: Expression[] = [];
  const counts = new Counts(expressions);
  const table = new PredicateTable(counts.gram);
  for (const { info, detection } of rules) expressions.push(applyFilters(expressionOf(detection, table), info, filters, table));
  return new CompiledRules({ rules, expressions, table, counts, errors, warnings, correlations, filters: filters.map(({ info }) => info) });
}

/** How often literals, and windows of four characters in them, occur over all rules; counted when the first event asks. */
class Counts {
  #counted: { literals: Map<string, number>; grams: Map<number, number> } | undefined;

  constructor(private readonly expressions: readonly Expression[]) {}

  readonly gram: GramFrequency = (gram) => this.#counts().grams.get(gram) ?? 0;
  readonly use = (literal: Literal): number => this.#counts().literals.get(literalKey(literal)) ?? 0;

  #counts(): { literals: Map<string, number>; grams: Map<number, number> } {
    if (this.#counted) return this.#counted;
    const literals = new Map<string, number>();
    const grams = new Map<number, number>();
    const count = (literal: Literal): void => {
      const key = literalKey(literal);
      literals.set(key, (literals.get(key) ?? 0) + 1);
      for (let at = 0; at + GRAM <= literal.text.length; at++) {
        const gram = gramAt(literal.text, at);
        grams.set(gram, (grams.get(gram) ?? 0) + 1);
      }
    };
    for (const expression of this.expressions) visitLiterals(expression, count);
    return (this.#counted = { literals, grams });
  }
}

/** A rule is in the programs of many log sources. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

interface Parts {
  rules: readonly ParsedRule[];
  expressions: readonly Expression[];
  table: PredicateTable;
  counts: Counts;
  errors: readonly RuleError[];
  warnings: readonly RuleError[];
  correlations: readonly CorrelationRule[];
  filters: readonly FilterRule[];
}

class CompiledRules implements RuleSet {
  readonly rules: readonly RuleInfo[];
  readonly errors: readonly RuleError[];
  readonly warnings: readonly RuleError[];
  readonly correlations: readonly CorrelationRule[];
  readonly filters: readonly FilterRule[];
  readonly #detections: readonly Detection[];
  readonly #tests: readonly Test[];
  readonly #router: Router;
  readonly #state: EventState;
  readonly #seen: Uint32Array;
  readonly #explainer: Explainer;
  readonly #matches: number[] = [];

  constructor({ rules, expressions, table, counts, errors, warnings, correlations, filters }: Parts) {
    this.rules = rules.map(({ info }) => info);
    this.errors = errors;
    this.warnings = warnings;
    this.correlations = correlations;
    this.filters = filters;
    this.#detections = rules.map(({ detection }) => detection);
    const compiled = expressions.map((expression, index) => ({
      expression,
      test: compileExpression(expression),
      pivot: once(() => pivotOf(expression, counts.use)),
      logSource: this.rules[index]?.logSource ?? {},
    }));
    this.#tests = compiled.map(({ test }) => test);
    this.#router = new Router(compiled, table.slot(EVENT_ID_FIELD), counts);
    this.#state = new EventState(table.fieldNames, table.predicates.length);
    this.#seen = new Uint32Array(rules.length);
    this.#explainer = new Explainer(this.#state, table);
  }

  matchIds(event: SigmaEvent): readonly number[] {
    this.#matches.length = 0;
    this.#state.begin(event.fields);
    if (this.#state.generation === 1) this.#seen.fill(0);
    this.#router.program(event).run(this.#state, this.#seen, this.#matches);
    return this.#matches;
  }

  explain(index: number, event: SigmaEvent): RuleMatch {
    const rule = this.rules[index];
    const detection = this.#detections[index];
    if (!rule || !detection) throw new RangeError(`there is no rule ${index} in this set`);
    this.#state.begin(event.fields);
    return { ruleId: rule.id, matched: this.#explainer.explain(detection) };
  }

  matchesAlone(index: number, event: SigmaEvent): boolean {
    this.#state.begin(event.fields);
    return this.#tests[index]?.(this.#state) === true;
  }
}
