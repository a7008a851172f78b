import type { ActivityProperty } from '../segment/columns';
import type { SigmaString } from '../sigma/sigma-string';

/** What is asked of one value. Letters fold in every comparison. */
export type ValueTest =
  | { kind: 'exists' }
  | { kind: 'equals'; value: string }
  | { kind: 'contains'; text: string }
  /** Literal parts and `*` in turn, of the whole value. */
  | { kind: 'pattern'; parts: SigmaString }
  | { kind: 'regex'; source: string }
  /** `10.0.0.0/8` or `fe80::/10`. */
  | { kind: 'network'; cidr: string }
  /** Of numbers and times (epoch ms). Open ends are infinite. */
  | { kind: 'range'; min: number; max: number; minOpen: boolean; maxOpen: boolean };

/** The query language of the console, as a tree. `any` asks every text field. */
export type SearchNode =
  | { type: 'all' }
  | { type: 'and' | 'or'; items: readonly SearchNode[] }
  | { type: 'not'; item: SearchNode }
  | { type: 'test'; property: ActivityProperty | 'any'; test: ValueTest };

/** A query that cannot be understood; `at` is where, in characters from 0. */
export class SearchError extends Error {
  override readonly name = 'SearchError';

  constructor(message: string, readonly at: number) {
    super(message);
  }
}

/** A value as the language writes it, so that it means exactly itself: for links that lead from a value to its records. */
export function quoteValue(value: string): string {
  return `"${value.replaceAll('"', '""').replaceAll('*', '**')}"`;
}
