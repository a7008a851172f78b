import 'server-only';
import type { PoolClient } from 'pg';
import { FILTER_BLOCK_BYTES, type ValueHash } from '../engine/segment/membership';
import { appPool } from '../platform/db';
import { log } from '../platform/log';

/** Where a segment lies and what its row says of it; `filterBlocks` are those that the asked hashes choose, end to end. */
export interface SegmentHead {
  day: string;
  chunkId: string;
  firstOrdinal: number;
  sourceId: number;
  rows: number;
  firstObserved: number;
  lastObserved: number;
  filterBlocks: Buffer | null;
}

export interface SegmentSpan { from: number; to: number; sourceIds?: readonly number[] | undefined }

/** Bytes of a segment's columns, counted from 0. */
export interface ByteRange { segment: SegmentHead; start: number; end: number }

/** A search that lists more segments than this takes the newest and says so. */
export const SEGMENTS_MAX = 200_000;

// One block per hash is cut out of the stored filter; the rest of it is not read.
const LIST_SQL = `
  SELECT to_char(s.received_day, 'YYYY-MM-DD') AS day, s.chunk_id::text AS "chunkId", s.first_ordinal AS "firstOrdinal", s.source_id AS "sourceId", s.rows,
    (extract(epoch FROM s.first_observed) * 1000)::float8 AS "firstObserved", (extract(epoch FROM s.last_observed) * 1000)::float8 AS "lastObserved",
    (SELECT string_agg(substring(s.filter FROM (h.hash % (octet_length(s.filter) / $6))::int * $6 + 1 FOR $6), ''::bytea ORDER BY h.n)
      FROM unnest($5::bigint[]) WITH ORDINALITY AS h(hash, n)) AS "filterBlocks"
  FROM activity_segment s
  WHERE s.tenant_id = $1 AND s.last_observed >= $2 AND s.first_observed < $3 AND ($4::int[] IS NULL OR s.source_id = ANY($4))
  ORDER BY s.last_observed DESC, s.received_day DESC, s.chunk_id DESC, s.first_ordinal DESC LIMIT $7`;

// OFFSET 0 keeps both a look-up per segment, each in its own partition, whatever the planner thinks of the sizes.
const LAYOUT_SQL = `
  SELECT w.n::int AS n, s.part FROM unnest($2::date[], $3::bigint[], $4::int[]) WITH ORDINALITY AS w(day, chunk, ordinal, n)
  CROSS JOIN LATERAL (
    SELECT a.layout AS part FROM activity_segment a
    WHERE a.tenant_id = $1 AND a.received_day = w.day AND a.chunk_id = w.chunk AND a.first_ordinal = w.ordinal OFFSET 0) s`;
const PART_SQL = `
  SELECT w.n::int AS n, s.part FROM unnest($2::date[], $3::bigint[], $4::int[], $5::int[], $6::int[]) WITH ORDINALITY AS w(day, chunk, ordinal, first, bytes, n)
  CROSS JOIN LATERAL (
    SELECT substring(a.columns FROM w.first FOR w.bytes) AS part FROM activity_segment a
    WHERE a.tenant_id = $1 AND a.received_day = w.day AND a.chunk_id = w.chunk AND a.first_ordinal = w.ordinal OFFSET 0) s`;

/** Reads segments of one tenant on one connection. */
export class SegmentReader {
  constructor(private readonly client: PoolClient, private readonly tenantId: number) {}

  /** Segments that may hold activities of the span, the newest first. */
  async list({ from, to, sourceIds }: SegmentSpan, hashes: readonly ValueHash[]): Promise<SegmentHead[]> {
    const values = [this.tenantId, new Date(from), new Date(to), sourceIds ?? null, hashes.map(({ block }) => block), FILTER_BLOCK_BYTES, SEGMENTS_MAX];
    return (await this.client.query<SegmentHead>({ name: 'segments', text: LIST_SQL, values })).rows;
  }

  async layouts(segments: readonly SegmentHead[]): Promise<(Buffer | undefined)[]> {
    return this.#parts('layouts', LAYOUT_SQL, segments, []);
  }

  async parts(ranges: readonly ByteRange[]): Promise<(Buffer | undefined)[]> {
    return this.#parts('parts', PART_SQL, ranges.map(({ segment }) => segment), [ranges.map(({ start }) => start + 1), ranges.map(({ start, end }) => end - start)]);
  }

  /** In the order asked for; what retention has dropped meanwhile is undefined. */
  async #parts(name: string, text: string, segments: readonly SegmentHead[], more: readonly unknown[]): Promise<(Buffer | undefined)[]> {
    const values = [this.tenantId, segments.map(({ day }) => day), segments.map(({ chunkId }) => chunkId), segments.map(({ firstOrdinal }) => firstOrdinal), ...more];
    const { rows } = await this.client.query<{ n: number; part: Buffer }>({ name, text, values });
    const found: (Buffer | undefined)[] = segments.map(() => undefined);
    for (const { n, part } of rows) found[n - 1] = part;
    return found;
  }
}

const READ_MS_MAX = 60_000;

/** Lends a reader for one read-only transaction that sees one tenant's rows. A statement that is cut off ends the connection. */
export async function withSegmentReader<T>(tenantId: number, work: (reader: SegmentReader) => Promise<T>): Promise<T> {
  const client = await appPool().connect();
  const onError = (err: Error): void => log.warn({ err }, 'database connection lost');
  client.on('error', onError);
  let failed = true;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SELECT set_config('yagura.tenant_id', $1, true), set_config('statement_timeout', $2, true)", [String(tenantId), String(READ_MS_MAX)]);
    const result = await work(new SegmentReader(client, tenantId));
    await client.query('COMMIT');
    failed = false;
    return result;
  } finally {
    client.off('error', onError);
    client.release(failed);
  }
}
