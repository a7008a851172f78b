import { cidrContains, parseCidr } from '../sigma/cidr';
import { compileGlob } from '../sigma/glob';
import { compileRegex } from '../sigma/regex';
import type { TextColumn } from '../segment/text-column';
import { folded, type FoldedColumn } from './fold';
import type { ValueTest } from './search';

/** Which distinct values of a column pass a test: 1 for each that does. Undefined: none of them. */
export type ValueMatcher = (column: TextColumn) => Uint8Array | undefined;

/** Compiles a test once for all segments of a search. Each distinct value of a column is looked at once. */
export function compileValueTest(test: ValueTest): ValueMatcher {
  switch (test.kind) {
    case 'exists': return (column) => new Uint8Array(column.count).fill(1);
    case 'equals': return equals(test.value.toLowerCase());
    case 'contains': return contains(test.text.toLowerCase());
    case 'pattern': {
      const glob = compileGlob(test.parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part)));
      const literal = test.parts.reduce<string>((longest, part) => (typeof part === 'string' && part.length > longest.length ? part.toLowerCase() : longest), '');
      return where(containing(literal), (column, i) => glob(folded(column).value(i)));
    }
    case 'regex': {
      const regex = compileRegex(test.source, 'i');
      return where(every, (column, i) => regex.test(column.value(i)));
    }
    case 'network': {
      const cidr = parseCidr(test.cidr);
      return where(every, (column, i) => cidr !== undefined && cidrContains(cidr, column.value(i)));
    }
    case 'range': return () => undefined; // texts are in no range
  }
}

/** Which values are worth a closer look. */
type Candidates = (column: FoldedColumn, look: (index: number) => void) => void;

const every: Candidates = ({ count }, look) => {
  for (let i = 0; i < count; i++) look(i);
};

/** Finds the values that contain a text by one search over all of them. */
const containing = (text: string): Candidates => (column, look) => {
  if (text === '') return every(column, look);
  let index = 0;
  for (let at = column.text.indexOf(text); at >= 0; at = column.text.indexOf(text, at)) {
    while (column.end(index) < at + 1 && index < column.count - 1) index++;
    if (at >= column.start(index) && at + text.length <= column.end(index)) {
      look(index);
      if (++index >= column.count) return;
      at = column.start(index);
    } else at++; // lies over the border of two values
  }
};

function where(candidates: Candidates, holds: (column: TextColumn, index: number) => boolean): ValueMatcher {
  return (column) => {
    const fold = folded(column);
    let passed: Uint8Array | undefined;
    candidates(fold, (i) => {
      if (holds(column, i)) (passed ??= new Uint8Array(fold.count))[i] = 1;
    });
    return passed;
  };
}

const contains = (text: string): ValueMatcher => where(containing(text), () => true);

function equals(value: string): ValueMatcher {
  if (value === '') return () => undefined; // an empty value is never stored
  return where(containing(value), (column, i) => {
    const fold = folded(column);
    return fold.end(i) - fold.start(i) === value.length;
  });
}
