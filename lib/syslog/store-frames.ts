import 'server-only';
import { encodeFrames } from '../engine/decode/syslog-frames';
import { acceptBatch } from '../ingest/accept-batch';
import { systemClock } from '../platform/clock';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import type { SyslogRoute } from './model';

/** Stores messages as one batch of their source, as any other door does. */
export async function storeFrames({ tenantId, sourceId, name }: SyslogRoute, frames: readonly Uint8Array[], batchId: string): Promise<void> {
  const id = requestId();
  const body = encodeFrames(frames);
  await acceptBatch(
    { tenantId, actor: { kind: 'source', id: sourceId, name }, clock: systemClock, log: log.child({ requestId: id }), requestId: id },
    { format: 'syslog-frames', batchId, readBody: async (take) => { take(body.length); return body; } },
  );
}
