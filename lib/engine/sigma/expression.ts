import type { Condition } from './condition';
import type { Detection, DetectionItem, SelectionNode } from './detection';
import { isLiteral, type LiteralMatcher, type Matcher } from './matcher';
import { ANYWHERE, type Predicate, type PredicateTable, type Test } from './predicates';

/** A rule as a formula over predicates. */
export type Expression =
  | { kind: 'test'; predicate: Predicate }
  | { kind: 'and' | 'or'; children: readonly Expression[] }
  | { kind: 'not'; child: Expression }
  | { kind: 'of'; count: number; children: readonly Expression[] };

/** From this many literals on one field, they are looked up by index instead of one by one. */
const INDEX_MIN = 4;

const group = (kind: 'and' | 'or', children: readonly Expression[]): Expression =>
  children.length === 1 && children[0] ? children[0] : { kind, children };

export function expressionOf(detection: Detection, table: PredicateTable): Expression {
  const selections = new Map<string, Expression>();
  const selection = (name: string): Expression => {
    let known = selections.get(name);
    const node = detection.selections.get(name);
    if (!known && node) selections.set(name, (known = ofSelection(node, table)));
    return known ?? group('or', []);
  };
  return ofCondition(detection.condition, selection);
}

function ofCondition(condition: Condition, selection: (name: string) => Expression): Expression {
  switch (condition.kind) {
    case 'selection': return selection(condition.name);
    case 'not': return { kind: 'not', child: ofCondition(condition.child, selection) };
    case 'of': {
      const children = condition.names.map(selection);
      if (condition.count === 1) return group('or', children);
      return condition.count === children.length ? group('and', children) : { kind: 'of', count: condition.count, children };
    }
    default: return group(condition.kind, condition.children.map((child) => ofCondition(child, selection)));
  }
}

function ofSelection(node: SelectionNode, table: PredicateTable): Expression {
  return node.kind === 'item' ? ofItem(node.item, table) : group(node.kind, node.children.map((child) => ofSelection(child, table)));
}

function ofItem(item: DetectionItem, table: PredicateTable): Expression {
  const slot = table.slot(item.field);
  const positive = item.all
    ? group('and', item.values.map((value) => anyOf(value.matchers, slot, table)))
    : anyOf(item.values.flatMap((value) => value.matchers), slot, table);
  if (!item.negated) return positive;
  const differs: Expression = { kind: 'not', child: positive };
  // An absent field differs from nothing: like any comparison, this one needs a value.
  return slot === ANYWHERE ? differs : { kind: 'and', children: [{ kind: 'not', child: { kind: 'test', predicate: table.one(slot, { kind: 'null' }) } }, differs] };
}

function anyOf(matchers: readonly Matcher[], slot: number, table: PredicateTable): Expression {
  const indexed = matchers.filter((matcher): matcher is LiteralMatcher => isLiteral(matcher) && !matcher.cased);
  if (indexed.length < INDEX_MIN) return group('or', matchers.map((matcher) => ({ kind: 'test', predicate: table.one(slot, matcher) })));
  const others = matchers.filter((matcher) => !isLiteral(matcher) || matcher.cased);
  const children: Expression[] = [{ kind: 'test', predicate: table.anyOf(slot, indexed) }];
  for (const matcher of others) children.push({ kind: 'test', predicate: table.one(slot, matcher) });
  return group('or', children);
}

const costOf = (expression: Expression): number => {
  if (expression.kind === 'test') return expression.predicate.cost;
  return expression.kind === 'not' ? costOf(expression.child) : expression.children.reduce((sum, child) => sum + costOf(child), 0);
};

const byCost = (children: readonly Expression[]): Test[] =>
  [...children].sort((left, right) => costOf(left) - costOf(right)).map(compileExpression);

/** Turns a formula into a function; each predicate is asked at most once per event, cheap ones first. */
export function compileExpression(expression: Expression): Test {
  switch (expression.kind) {
    case 'test': {
      const { predicate } = expression;
      return (state) => state.ask(predicate);
    }
    case 'not': {
      const child = compileExpression(expression.child);
      return (state) => !child(state);
    }
    case 'and': {
      const tests = byCost(expression.children);
      return (state) => {
        for (const test of tests) if (!test(state)) return false;
        return true;
      };
    }
    case 'or': {
      const tests = byCost(expression.children);
      return (state) => {
        for (const test of tests) if (test(state)) return true;
        return false;
      };
    }
    case 'of': {
      const tests = byCost(expression.children);
      return (state) => {
        let left = expression.count;
        for (const test of tests) if (test(state) && --left === 0) return true;
        return false;
      };
    }
  }
}

/** Visits every predicate of a formula. */
export function visitPredicates(expression: Expression, visit: (predicate: Predicate) => void): void {
  if (expression.kind === 'test') visit(expression.predicate);
  else if (expression.kind === 'not') visitPredicates(expression.child, visit);
  else for (const child of expression.children) visitPredicates(child, visit);
}
