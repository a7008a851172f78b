import 'server-only';
import type { PoolClient } from 'pg';
import { tenantTx } from '../platform/tx';
import { DOCUMENT_KEY_BYTES } from './open-bulk';

/** Whose documents they are. */
interface Sender { tenantId: number; sourceId: number; receivedAt: number }

// In the order of the keys, so that two batches with the same documents wait for each other and never both.
const CLAIM_SQL = `INSERT INTO sent_document (tenant_id, source_id, key, received_at)
  SELECT $1, $2, key, $4 FROM (SELECT substring($3::bytea FROM i * ${DOCUMENT_KEY_BYTES} + 1 FOR ${DOCUMENT_KEY_BYTES}) AS key FROM generate_series(0, $5::int - 1) AS i ORDER BY 1) AS keys
  ON CONFLICT DO NOTHING`;

/** Notes documents within the batch's transaction. False: some of them were sent before. */
export async function claimDocuments(client: PoolClient, { tenantId, sourceId, receivedAt }: Sender, keys: Uint8Array): Promise<boolean> {
  const count = keys.length / DOCUMENT_KEY_BYTES;
  if (count === 0) return true;
  const bytes = Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength);
  const { rowCount } = await client.query(CLAIM_SQL, [tenantId, sourceId, bytes, new Date(receivedAt), count]);
  return rowCount === count;
}

/** Positions, among these keys, of documents that were sent before. */
export async function knownDocuments({ tenantId, sourceId }: Sender, keys: Uint8Array): Promise<number[]> {
  const rows = await tenantTx(tenantId, (tx) => tx.$queryRaw<{ i: number }[]>`
    SELECT i FROM generate_series(0, ${keys.length / DOCUMENT_KEY_BYTES}::int - 1) AS i
    JOIN sent_document d ON d.tenant_id = ${tenantId} AND d.source_id = ${sourceId}
      AND d.key = substring(${Buffer.from(keys)}::bytea FROM i * ${DOCUMENT_KEY_BYTES} + 1 FOR ${DOCUMENT_KEY_BYTES})`);
  return rows.map(({ i }) => i);
}
