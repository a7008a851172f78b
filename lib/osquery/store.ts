import 'server-only';
import type { NewToken } from '../access/tokens';
import { jsonbText } from '../ingest/copy-text';
import type { Tx } from '../platform/tx';

/** Cloned machines share an identifier and must not throw each other out; more keys than this are old ones of one machine. */
const KEYS_PER_HOST_MAX = 8;

interface NewNode { sourceId: number; hostIdentifier: string; hostDetails: unknown; key: NewToken; enrolledAt: Date }

export async function insertNode(tx: Tx, tenantId: number, { sourceId, hostIdentifier, hostDetails, key, enrolledAt }: NewNode): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO osquery_node (tenant_id, source_id, hash, host_identifier, host_details, enrolled_at)
    VALUES (${tenantId}, ${sourceId}, ${Uint8Array.from(key.hash)}, ${hostIdentifier}, ${jsonbText(hostDetails)}::jsonb, ${enrolledAt})`;
  await tx.$executeRaw`
    DELETE FROM osquery_node WHERE tenant_id = ${tenantId} AND id IN (
      SELECT id FROM osquery_node WHERE tenant_id = ${tenantId} AND source_id = ${sourceId} AND host_identifier = ${hostIdentifier} ORDER BY id DESC OFFSET ${KEYS_PER_HOST_MAX})`;
}

export async function countNodes(tx: Tx, tenantId: number, sourceId: number): Promise<number> {
  return tx.osqueryNode.count({ where: { tenantId, sourceId } });
}

export interface NodeRow { source: { id: number; name: string; pausedAt: Date | null } }

export async function findNode(tx: Tx, tenantId: number, hash: Buffer): Promise<NodeRow | null> {
  return tx.osqueryNode.findUnique({
    where: { tenantId_hash: { tenantId, hash: Uint8Array.from(hash) } }, select: { source: { select: { id: true, name: true, pausedAt: true } } },
  });
}
