import 'server-only';
import type { Tx } from '../platform/tx';

/** A sender makes one channel and keeps it; more than this is a defect of the sender. */
export const HEC_CHANNELS_MAX = 10_000;

/** A channel that nobody used for so long is forgotten, and with it what was acknowledged on it. */
export const HEC_CHANNEL_KEPT_MS = 7 * 86_400_000;

interface Channel { tenantId: number; sourceId: number; channel: string }

/** The next acknowledgement of a channel; undefined when the source has too many channels. */
export async function nextAcknowledgement(tx: Tx, { tenantId, sourceId, channel }: Channel, now: Date): Promise<number | undefined> {
  const [known] = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE hec_channel SET acknowledged = acknowledged + 1, used_at = ${now} WHERE tenant_id = ${tenantId} AND source_id = ${sourceId} AND channel = ${channel}
    RETURNING acknowledged - 1 AS id`;
  if (known) return Number(known.id);
  if ((await tx.hecChannel.count({ where: { tenantId, sourceId } })) >= HEC_CHANNELS_MAX) return undefined;
  const [made] = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO hec_channel (tenant_id, source_id, channel, acknowledged, used_at) VALUES (${tenantId}, ${sourceId}, ${channel}, 1, ${now})
    ON CONFLICT (tenant_id, source_id, channel) DO UPDATE SET acknowledged = hec_channel.acknowledged + 1, used_at = excluded.used_at
    RETURNING acknowledged - 1 AS id`;
  return made && Number(made.id);
}

/** How many batches of a channel were acknowledged: the ids below this number. */
export async function acknowledgedCount(tx: Tx, { tenantId, sourceId, channel }: Channel): Promise<number> {
  const row = await tx.hecChannel.findUnique({ where: { tenantId_sourceId_channel: { tenantId, sourceId, channel } }, select: { acknowledged: true } });
  return Number(row?.acknowledged ?? 0n);
}
