import 'server-only';
import { prisma } from '../platform/db';
import { tenantTx, type Tx } from '../platform/tx';
import type { PeerCount, SourceCount } from './counters';
import { LISTENER_SILENT_MS, SYSLOG_LIMITS } from './limits';
import type { ListenerState, SyslogRoute, SyslogSource, UnknownPeer } from './model';

/** Every address of every tenant, for the listener. */
export async function selectRoutes(): Promise<(SyslogRoute & { network: string })[]> {
  const rows = await prisma().$queryRaw<{ tenant_id: number; source_id: number; name: string; paused: boolean; network: string }[]>`SELECT * FROM syslog_routes()`;
  return rows.map(({ tenant_id: tenantId, source_id: sourceId, name, paused, network }) => ({ tenantId, sourceId, name, paused, network }));
}

export async function addSourceCounts(tenantId: number, counts: readonly SourceCount[], at: Date): Promise<void> {
  await tenantTx(tenantId, async (tx) => {
    for (const { sourceId, transport, dropped, truncated } of counts) {
      // A source that was deleted meanwhile has nobody who could look.
      await tx.$executeRaw`
        INSERT INTO syslog_count (tenant_id, source_id, transport, dropped, truncated, updated_at)
        SELECT ${tenantId}, id, ${transport}, ${dropped}, ${truncated}, ${at} FROM source WHERE tenant_id = ${tenantId} AND id = ${sourceId}
        ON CONFLICT (tenant_id, source_id, transport) DO UPDATE
          SET dropped = syslog_count.dropped + excluded.dropped, truncated = syslog_count.truncated + excluded.truncated, updated_at = excluded.updated_at`;
    }
  });
}

/** Strangers, the newest ones only. */
export async function addUnknownPeers(peers: readonly PeerCount[], at: Date): Promise<void> {
  await prisma().$transaction(async (tx) => {
    for (const { transport, address, count } of peers) {
      await tx.$executeRaw`
        INSERT INTO syslog_unknown_peer (transport, address, count, first_seen, last_seen) VALUES (${transport}, ${address}, ${count}, ${at}, ${at})
        ON CONFLICT (transport, address) DO UPDATE SET count = syslog_unknown_peer.count + excluded.count, last_seen = excluded.last_seen`;
    }
    await tx.$executeRaw`
      DELETE FROM syslog_unknown_peer WHERE (transport, address) IN (
        SELECT transport, address FROM syslog_unknown_peer ORDER BY last_seen DESC, transport, address OFFSET ${SYSLOG_LIMITS.unknownPeersMax})`;
  });
}

export interface ListenerWrite { transport: string; port: number; connections: number; refused: number; kernelDrops: number; isOpen: boolean; error: string | null }

/** Of several workers one has the port; another's failure to open it is news only when nobody has it. */
export async function writeListener({ transport, port, connections, refused, kernelDrops, isOpen, error }: ListenerWrite, at: Date): Promise<void> {
  await prisma().$executeRaw`
    INSERT INTO syslog_listener (transport, port, connections, refused, kernel_drops, error, updated_at)
    VALUES (${transport}, ${port}, ${connections}, ${refused}, ${kernelDrops}, ${error}, ${at})
    ON CONFLICT (transport) DO UPDATE SET port = excluded.port, connections = excluded.connections, refused = syslog_listener.refused + excluded.refused,
      kernel_drops = syslog_listener.kernel_drops + excluded.kernel_drops, error = excluded.error, updated_at = excluded.updated_at
    WHERE ${isOpen} OR syslog_listener.error IS NOT NULL OR syslog_listener.updated_at < ${new Date(at.getTime() - LISTENER_SILENT_MS)}`;
}

/** Forgets listeners that the settings no longer have. */
export async function deleteOtherListeners(transports: readonly string[]): Promise<void> {
  await prisma().syslogListener.deleteMany({ where: { transport: { notIn: [...transports] } } });
}

export async function findListeners(): Promise<ListenerState[]> {
  const rows = await prisma().syslogListener.findMany({ orderBy: { transport: 'asc' } });
  return rows.map((row) => ({ ...row, refused: Number(row.refused), kernelDrops: Number(row.kernelDrops), updatedAt: row.updatedAt.toISOString() }));
}

export async function findUnknownPeers(take: number): Promise<UnknownPeer[]> {
  const rows = await prisma().syslogUnknownPeer.findMany({ orderBy: { lastSeen: 'desc' }, take });
  return rows.map((row) => ({ ...row, count: Number(row.count), firstSeen: row.firstSeen.toISOString(), lastSeen: row.lastSeen.toISOString() }));
}

export async function findNetworks(tx: Tx, tenantId: number, sourceId: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ network: string }[]>`
    SELECT network::cidr::text AS network FROM syslog_network WHERE tenant_id = ${tenantId} AND source_id = ${sourceId} ORDER BY network`;
  return rows.map(({ network }) => network);
}

export async function replaceNetworks(tx: Tx, tenantId: number, sourceId: number, networks: readonly string[]): Promise<void> {
  await tx.syslogNetwork.deleteMany({ where: { tenantId, sourceId } });
  for (const network of networks) {
    await tx.$executeRaw`INSERT INTO syslog_network (tenant_id, source_id, network) VALUES (${tenantId}, ${sourceId}, ${network}::inet)`;
    // Whom somebody named is no stranger any more.
    await tx.$executeRaw`DELETE FROM syslog_unknown_peer WHERE address::inet <<= network(${network}::inet)`;
  }
}

export async function sourceExists(tx: Tx, tenantId: number, id: number): Promise<boolean> {
  return (await tx.source.count({ where: { tenantId, id } })) > 0;
}

export async function findCounts(tx: Tx, tenantId: number, sourceId: number): Promise<SyslogSource['counts']> {
  const rows = await tx.syslogCount.findMany({ where: { tenantId, sourceId }, orderBy: { transport: 'asc' } });
  return rows.map(({ transport, dropped, truncated, updatedAt }) => ({ transport, dropped: Number(dropped), truncated: Number(truncated), updatedAt: updatedAt.toISOString() }));
}
