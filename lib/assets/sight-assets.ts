import 'server-only';
import { readNewSegments } from '../activities/read-new-segments';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { SightingFold, SIGHTING_PROPERTIES } from './sighting-fold';
import { addSightings, readSequence, tryLockAssets, writeSequence } from './sighting-store';

const STEP_TIMEOUT_MS = 60_000;

/** `full`: as much as one step takes, and there is more. */
export type SightingOutcome = 'advanced' | 'full' | 'idle' | 'locked';

/** One bounded step: reads who was seen where in what was committed after the cursor, and commits assets and cursor together. Killed at any moment, it has either happened or not. */
export async function sightAssets(ctx: Context): Promise<SightingOutcome> {
  requirePermission(ctx, 'asset', 'write');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    if (!(await tryLockAssets(tx, tenantId))) return 'locked';
    const found = await readNewSegments(tx, tenantId, await readSequence(tx, tenantId), SIGHTING_PROPERTIES);
    if (!found) return 'idle';
    const fold = new SightingFold();
    for (const { columns, sourceId } of found.segments) fold.add(columns, sourceId);
    const leftOut = await addSightings(tx, tenantId, [...fold.assets.values()]);
    await writeSequence(tx, tenantId, found.upTo, leftOut + fold.leftOut, ctx.clock.now());
    return found.more ? 'full' : 'advanced';
  }, STEP_TIMEOUT_MS);
}
