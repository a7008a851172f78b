import 'server-only';
import type { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import type { Prisma } from '../platform/generated/prisma/client';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { clockCorrection, skewSeconds, updateSourceInput, type SourceSettings } from './model';
import { findSettings, writeSource } from './store';

type Change = Omit<z.output<typeof updateSourceInput>, 'id'>;

/** Renames, pauses, resumes or sets a source. Records that come later are read with the new settings; stored ones stay as they are. */
export async function updateSource(ctx: Context, input: unknown): Promise<SourceSettings> {
  requirePermission(ctx, 'source', 'write');
  const { id, ...change } = parseInput(updateSourceInput, input);
  const { tenantId } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const before = await findSettings(tx, tenantId, id, now);
    if (!before || before.retiredAt !== null) throw new AppError('not_found', 'There is no such source.');
    await writeSource(tx, tenantId, id, columnsOf(change, before, now));
    const after = await findSettings(tx, tenantId, id, now);
    if (!after) throw new AppError('not_found', 'There is no such source.');
    await writeAudit(tx, ctx, { action: actionOf(change), objectKind: 'source', objectId: String(id), before: audited(before), after: audited(after) });
    return after;
  });
}

function columnsOf(change: Change, before: SourceSettings, now: Date): Prisma.SourceUpdateInput {
  const zone = change.zoneOffsetMinutes ?? before.zoneOffsetMinutes;
  return {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.paused === undefined ? {} : { pausedAt: change.paused ? (before.pausedAt ?? now) : null }),
    ...(change.expectedEverySeconds === undefined ? {} : { expectedEverySeconds: change.expectedEverySeconds }),
    // What was silent is judged anew: paused or with another promise it may not be.
    ...(change.paused === true || change.expectedEverySeconds !== undefined ? { silentSince: null } : {}),
    zoneOffsetMinutes: zone,
    clockSkewSeconds: skewSeconds(zone, change.clockCorrectionSeconds ?? clockCorrection(before)),
  };
}

function actionOf(change: Change): string {
  if (change.paused !== undefined) return change.paused ? 'source.paused' : 'source.resumed';
  return change.name !== undefined && Object.keys(change).length === 1 ? 'source.renamed' : 'source.changed';
}

function audited({ name, pausedAt, expectedEverySeconds, zoneOffsetMinutes, clockSkewSeconds }: SourceSettings): Prisma.InputJsonObject {
  return { name, paused: pausedAt !== null, expectedEverySeconds, zoneOffsetMinutes, clockSkewSeconds };
}
