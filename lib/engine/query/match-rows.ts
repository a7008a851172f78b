import { isNumeric, TEXT_PROPERTIES, type ActivityProperty } from '../segment/columns';
import type { NumberColumn } from '../segment/number-column';
import type { SegmentColumns } from '../segment/segment-columns';
import { compileValueTest, type ValueMatcher } from './match-values';
import type { SearchNode, ValueTest } from './search';

/** One byte per row: 1 where the row is wanted. */
export type RowMask = Uint8Array;

export interface CompiledSearch {
  /** Columns that must be read before `match`. */
  properties: readonly ActivityProperty[];
  /** Rows of a segment that the query wants. Undefined: none of them. */
  match(columns: SegmentColumns): RowMask | undefined;
}

type Matcher = (columns: SegmentColumns) => RowMask | undefined;

/** Compiles a query for any number of segments. Column by column: a distinct value is tested once, rows only carry its number. */
export function compileSearch(node: SearchNode): CompiledSearch {
  const properties = new Set<ActivityProperty>();
  const match = compileNode(node, properties);
  return { properties: [...properties], match };
}

function compileNode(node: SearchNode, properties: Set<ActivityProperty>): Matcher {
  switch (node.type) {
    case 'all': return ({ rows }) => new Uint8Array(rows).fill(1);
    case 'not': {
      const inner = compileNode(node.item, properties);
      return (columns) => inverted(inner(columns), columns.rows);
    }
    case 'and': return allOf([...node.items].sort((a, b) => costOf(a) - costOf(b)).map((item) => compileNode(item, properties)));
    case 'or': return anyOf(node.items.map((item) => compileNode(item, properties)));
    case 'test': return compileTest(node.property, node.test, properties);
  }
}

/** Cheap tests first: what follows is not asked when no row is left. */
function costOf(node: SearchNode): number {
  if (node.type === 'all') return 0;
  if (node.type !== 'test') return 3;
  if (node.property === 'any') return 4;
  return node.test.kind === 'contains' || node.test.kind === 'pattern' || node.test.kind === 'regex' ? 2 : 1;
}

function allOf(matchers: readonly Matcher[]): Matcher {
  return (columns) => {
    let left: RowMask | undefined;
    for (const matcher of matchers) {
      const mask = matcher(columns);
      if (mask === undefined) return undefined;
      if (left === undefined) left = mask;
      else {
        let any = 0;
        for (let row = 0; row < mask.length; row++) any |= left[row] = (left[row] as number) & (mask[row] as number);
        if (any === 0) return undefined;
      }
    }
    return left;
  };
}

function anyOf(matchers: readonly Matcher[]): Matcher {
  return (columns) => {
    let found: RowMask | undefined;
    for (const matcher of matchers) found = united(found, matcher(columns));
    return found;
  };
}

function united(left: RowMask | undefined, right: RowMask | undefined): RowMask | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  for (let row = 0; row < left.length; row++) left[row] = (left[row] as number) | (right[row] as number);
  return left;
}

function inverted(mask: RowMask | undefined, rows: number): RowMask | undefined {
  if (mask === undefined) return new Uint8Array(rows).fill(1);
  let any = 0;
  for (let row = 0; row < rows; row++) any |= mask[row] = 1 - (mask[row] as number);
  return any === 0 ? undefined : mask;
}

function compileTest(property: ActivityProperty | 'any', test: ValueTest, properties: Set<ActivityProperty>): Matcher {
  if (property !== 'any') {
    properties.add(property);
    return isNumeric(property) ? numberMatcher(property, test) : textMatcher(property, compileValueTest(test));
  }
  for (const each of TEXT_PROPERTIES) properties.add(each);
  const matches = compileValueTest(test);
  return anyOf(TEXT_PROPERTIES.map((each) => textMatcher(each, matches)));
}

function textMatcher(property: ActivityProperty, matches: ValueMatcher): Matcher {
  return (columns) => {
    const { rows } = columns, column = columns.text(property);
    const passed = column && matches(column);
    if (!column || !passed) return undefined;
    const mask = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const code = column.codes[row] as number;
      if (code !== 0) mask[row] = passed[code - 1] as number;
    }
    return mask;
  };
}

function numberMatcher(property: ActivityProperty, test: ValueTest): Matcher {
  // Tests of texts hold for no number; the parser refuses them.
  const holds = test.kind === 'range' ? inRange(test) : test.kind === 'exists' ? (value: number) => !Number.isNaN(value) : undefined;
  return (columns) => {
    const column = holds && columns.number(property);
    return column && masked(column, columns.rows, holds);
  };
}

function inRange({ min, max, minOpen, maxOpen }: Extract<ValueTest, { kind: 'range' }>): (value: number) => boolean {
  return (value) => (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max);
}

function masked(column: NumberColumn, rows: number, holds: (value: number) => boolean): RowMask | undefined {
  const mask = new Uint8Array(rows);
  let any = 0;
  for (let row = 0; row < rows; row++) if (holds(column[row] as number)) any = mask[row] = 1;
  return any === 0 ? undefined : mask;
}
