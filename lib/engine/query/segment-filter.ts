import { baseNameOf, isNumeric, isPath } from '../segment/columns';
import { hashValue, mayHold, type ValueHash } from '../segment/membership';
import type { SearchNode } from './search';

/** What a query needs a segment to hold, as far as the filter of the segment can tell. */
export interface SegmentFilter {
  /** Values that the filter is asked about. */
  hashes: readonly ValueHash[];
  /** False: no row of the segment can match. `blocks[i]` is the filter's block for `hashes[i]`. */
  mayMatch(blocks: readonly Uint8Array[]): boolean;
}

/** More values than this are not asked about: then the columns are read. */
const HASHES_MAX = 64;

type Plan = (held: readonly boolean[]) => boolean;

const ALWAYS: Plan = () => true;

export function segmentFilter(node: SearchNode): SegmentFilter {
  const hashes: ValueHash[] = [];
  const plan = planOf(node, hashes);
  return { hashes, mayMatch: (blocks) => plan(hashes.map((hash, i) => { const block = blocks[i]; return block === undefined || mayHold(block, hash); })) };
}

function planOf(node: SearchNode, hashes: ValueHash[]): Plan {
  if (node.type === 'and' || node.type === 'or') {
    const parts = node.items.map((item) => planOf(item, hashes));
    return node.type === 'and' ? (held) => parts.every((part) => part(held)) : (held) => parts.some((part) => part(held));
  }
  const value = node.type === 'test' ? neededValue(node) : undefined;
  if (value === undefined || hashes.length >= HASHES_MAX) return ALWAYS;
  const at = hashes.push(hashValue(value)) - 1;
  return (held) => held[at] as boolean;
}

/** A value that a matching segment must hold as a whole: the value itself, or the name at the end of a path. */
function neededValue({ property, test }: Extract<SearchNode, { type: 'test' }>): string | undefined {
  if (property !== 'any' && isNumeric(property)) return undefined;
  if (test.kind === 'equals') return test.value;
  const last = test.kind === 'pattern' ? test.parts.at(-1) : undefined;
  return typeof last === 'string' && property !== 'any' && isPath(property) ? baseNameOf(last) : undefined;
}
