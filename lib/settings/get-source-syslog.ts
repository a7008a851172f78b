import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { getSyslogSource } from '../syslog/get-syslog-source';
import { getSyslogStatus } from '../syslog/get-syslog-status';
import type { SourceSyslog } from './model';

const STRANGERS_MAX = 10;

/** What someone needs who points a syslog sender at this source. */
export async function getSourceSyslog(ctx: Context, input: unknown): Promise<SourceSyslog> {
  requirePermission(ctx, 'source', 'read');
  const [{ networks, counts }, { listeners, unknownPeers }] = await Promise.all([getSyslogSource(ctx, input), getSyslogStatus(ctx)]);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    lost: { dropped: sum(counts.map(({ dropped }) => dropped)), truncated: sum(counts.map(({ truncated }) => truncated)), bySystem: sum(listeners.map(({ kernelDrops }) => kernelDrops)) },
    networks, ports: listeners.filter(({ error }) => error === null).map(({ transport, port }) => ({ transport, port })),
    strangers: unknownPeers.slice(0, STRANGERS_MAX).map(({ address, transport, count, lastSeen }) => ({ address, transport, count, lastSeen })),
  };
}
