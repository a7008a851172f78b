import { describe, expect, it } from 'vitest';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

const database = withDatabase();

describe('POST /api/ingest/events answers 200', () => {
  it('stores every record of a gzip NDJSON body, commits before it answers, and numbers the chunk', async () => {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    const answer = await send(source, ndjson([processStart(1), processStart(2), processStart(3)]), { gzip: true });
    expect(answer).toMatchObject({ received: 3, stored: 3, duplicate: false, rejected: [], rejectedCount: 0 });
    const rows = await database.sql('SELECT * FROM activity WHERE tenant_id = $1 ORDER BY ordinal', [tenantId]);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ source_id: source.sourceId, family: 'windows', kind: 'process_start', endpoint_key: 'pc-sato', process_image: 'C:\\Windows\\System32\\notepad.exe' });
    const chunks = await database.sql('SELECT sequence, received, stored, families FROM chunk WHERE tenant_id = $1', [tenantId]);
    expect(chunks).toEqual([{ sequence: '1', received: 3, stored: 3, families: { windows: 3 } }]);
  });
});
