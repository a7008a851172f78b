import { decodeBlocks } from '../../lib/ingest/chunk-layout';
import { inflateSpan } from '../../lib/ingest/compress-blocks';
import type { TestDatabase } from '../support/database';

/** The bodies of a tenant's chunks, in the order in which they were committed. */
export async function storedBodies(database: TestDatabase, tenantId: number): Promise<string[]> {
  const rows = await database.sql<{ blocks: Buffer; content: Buffer }>('SELECT blocks, content FROM chunk WHERE tenant_id = $1 ORDER BY sequence', [tenantId]);
  return rows.map(({ blocks, content }) => {
    const layout = decodeBlocks(blocks);
    return new TextDecoder().decode(inflateSpan(layout, content, { start: 0, end: layout.at(-1)?.rawEnd ?? 0 }));
  });
}

/** Every line that is stored, over all chunks. */
export async function storedLines(database: TestDatabase, tenantId: number): Promise<string[]> {
  return (await storedBodies(database, tenantId)).flatMap((body) => body.split('\n').filter((line) => line !== ''));
}

export interface StoredCounts { received: number; stored: number; rejected: number; chunks: number }

export async function storedCounts(database: TestDatabase, tenantId: number): Promise<StoredCounts> {
  const [row] = await database.sql<{ received: number; stored: number; rejected: number; chunks: number }>(
    'SELECT coalesce(sum(received), 0)::int AS received, coalesce(sum(stored), 0)::int AS stored, coalesce(sum(rejected), 0)::int AS rejected, count(*)::int AS chunks FROM chunk WHERE tenant_id = $1',
    [tenantId]);
  if (!row) throw new Error('an aggregate has a row');
  return row;
}
