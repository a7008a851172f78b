import type { Node } from 'yaml';

/** A defect of a rule, thrown inside the parser and turned into a `RuleError` at its edge; `node` says where. */
export class RuleProblem extends Error {
  constructor(
    readonly reason: string,
    readonly node?: Node | null,
    /** Characters past the start of `node`, for problems inside a scalar. */
    readonly offset = 0,
  ) {
    super(reason);
    this.name = 'RuleProblem';
  }
}

/** The rule is sound but one of its placeholders has no value here. */
export class UnsetPlaceholder extends RuleProblem {
  constructor(readonly placeholder: string, node?: Node | null) {
    super(`the placeholder %${placeholder}% has no value`, node);
    this.name = 'UnsetPlaceholder';
  }
}
