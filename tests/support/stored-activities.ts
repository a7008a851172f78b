import { StoredColumns } from '../../lib/activities/stored-columns';
import type { Activity } from '../../lib/engine/activity/activity';
import { decodeLayout } from '../../lib/engine/segment/layout';
import type { TestDatabase } from './database';

export type StoredRow = Partial<Activity> & { chunkId: string; ordinal: number; sourceId: number };

interface Row { chunk_id: string; first_ordinal: number; source_id: number; rows: number; layout: Buffer; columns: Buffer }

/** Every activity that the database holds of a tenant, in the order of chunks and ordinals. */
export async function storedActivities(database: TestDatabase, tenantId: number): Promise<StoredRow[]> {
  const segments = await database.sql<Row>('SELECT * FROM activity_segment WHERE tenant_id = $1 ORDER BY chunk_id, first_ordinal', [tenantId]);
  return segments.flatMap(({ chunk_id, first_ordinal, source_id, rows, layout, columns }) => {
    const read = StoredColumns.of({ rows, columns }, decodeLayout(layout));
    return Array.from({ length: rows }, (_, row) => ({ ...read.activity(row), chunkId: chunk_id, ordinal: first_ordinal + row, sourceId: source_id }));
  });
}
