import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_CATALOGUE } from '../../../lib/engine/activity/catalogue';
import { compileSearch } from '../../../lib/engine/query/match-rows';
import { quoteValue, type SearchNode, type ValueTest } from '../../../lib/engine/query/search';
import { parseSearch } from '../../../lib/engine/query/search-parser';
import { segmentFilter } from '../../../lib/engine/query/segment-filter';
import { isNumeric, type ActivityProperty } from '../../../lib/engine/segment/columns';
import { encodeSegment } from '../../../lib/engine/segment/encode-segment';
import { blockNumber, FILTER_BLOCK_BYTES } from '../../../lib/engine/segment/membership';
import { decodeNumberColumn } from '../../../lib/engine/segment/number-column';
import type { SegmentColumns } from '../../../lib/engine/segment/segment-columns';
import { TextColumn } from '../../../lib/engine/segment/text-column';
import { ANY, mergeParts } from '../../../lib/engine/sigma/sigma-string';
import { naivelyMatches } from '../../support/naive-search';
import { anyActivity, anyText } from '../segment/activity-arbitrary';

type Raw = ReturnType<typeof encodeSegment>;

function inMemory({ rows, columns }: Raw): SegmentColumns {
  const bytes = new Map(columns.map((column) => [column.property, column.bytes]));
  const of = <T>(property: ActivityProperty, read: (bytes: Uint8Array) => T): T | undefined => { const found = bytes.get(property); return found && read(found); };
  return { rows, text: (property) => of(property, (found) => new TextColumn(found, rows)), number: (property) => of(property, (found) => decodeNumberColumn(found, rows)) };
}

/** The activity as the segment holds it: what is stored is what is searched. */
function storedRow(columns: SegmentColumns, row: number): Record<string, string | number> {
  return Object.fromEntries(FIELD_CATALOGUE.flatMap(({ property }) => {
    const value = isNumeric(property) ? columns.number(property)?.[row] : columns.text(property)?.at(row);
    return value === undefined || Number.isNaN(value) ? [] : [[property, value]];
  }));
}

const piece = fc.oneof(anyText.map((text) => text.slice(0, 6)), fc.constantFrom('cmd', '.exe', '\\', 'PC', '1', '\n', 'İ'));
const part = fc.oneof(piece, fc.constant(ANY as typeof ANY));
const anyTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.constant<ValueTest>({ kind: 'exists' }), anyText.map((value): ValueTest => ({ kind: 'equals', value })), piece.map((text): ValueTest => ({ kind: 'contains', text })),
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts): ValueTest => ({ kind: 'pattern', parts: mergeParts(parts) })),
  fc.constantFrom('cmd', '^pc', '[0-9]+\\.', 'e.e$').map((source): ValueTest => ({ kind: 'regex', source })), fc.constant<ValueTest>({ kind: 'network', cidr: '10.0.0.0/8' }),
  fc.record({ kind: fc.constant('range' as const), min: fc.oneof(fc.nat(1_000), fc.constant(Number.NEGATIVE_INFINITY)), max: fc.oneof(fc.nat(100_000), fc.constant(Number.POSITIVE_INFINITY)), minOpen: fc.boolean(), maxOpen: fc.boolean() }),
);
const anyProperty = fc.oneof(fc.constant('any' as const), fc.constantFrom(...FIELD_CATALOGUE.map(({ property }) => property)));
const leaf: fc.Arbitrary<SearchNode> = fc.record({ type: fc.constant('test' as const), property: anyProperty, test: anyTest });
const anyNode = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf, fc.record({ type: fc.constantFrom('and' as const, 'or' as const), items: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }), fc.record({ type: fc.constant('not' as const), item: tie('node') })),
})).node;

describe('a compiled query over a segment', () => {
  it('finds exactly the rows that one look at each activity finds, whatever the query and the values', () => {
    fc.assert(fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 12 }), anyNode, (activities, node) => {
      const columns = inMemory(encodeSegment(activities)), mask = compileSearch(node).match(columns);
      const wanted = activities.map((_, row) => (naivelyMatches(node, storedRow(columns, row)) ? 1 : 0));
      expect([...(mask ?? new Uint8Array(columns.rows))]).toEqual(wanted);
    }), { numRuns: 600, seed: 11 });
  });

  it('is never kept from a segment with wanted rows by the filter', () => {
    fc.assert(fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 6 }), anyNode, (activities, node) => {
      const raw = encodeSegment(activities), { hashes, mayMatch } = segmentFilter(node);
      const blocks = hashes.map((hash) => { const at = blockNumber(hash, raw.filter.length / FILTER_BLOCK_BYTES) * FILTER_BLOCK_BYTES; return raw.filter.subarray(at, at + FILTER_BLOCK_BYTES); });
      if (compileSearch(node).match(inMemory(raw))) expect(mayMatch(blocks)).toBe(true);
    }), { numRuns: 600, seed: 12 });
  });

  it('asked for a value of a row as a link writes it, finds the row', () => {
    fc.assert(fc.property(anyText, (value) => {
      const columns = inMemory(encodeSegment([{ observedAt: 0, timeSource: 'record', family: 'windows', kind: 'other', message: value }]));
      const query = `message:${quoteValue(columns.text('message')?.at(0) ?? '')}`;
      expect(compileSearch(parseSearch(query)).match(columns)).toEqual(Uint8Array.of(1));
    }), { numRuns: 300, seed: 13 });
  });

  it('reads only the columns that it names', () => {
    expect(compileSearch(parseSearch('host.id:pc-1 destination.port:443')).properties).toEqual(['endpointKey', 'destinationPort']);
  });
});
