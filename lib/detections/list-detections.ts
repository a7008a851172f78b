import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { detectionFilter, type DetectionFilterInput, type StoredDetection } from './model';
import { countDetections, findDetections } from './store';

export interface DetectionPage { items: StoredDetection[]; total: number; cursor?: string }

/** A page of Observed Attack Techniques, newest first. */
export async function listDetections(ctx: Context, input: DetectionFilterInput): Promise<DetectionPage> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const { rows, ...rest } = await findDetections(tx, ctx.tenantId, filter);
    return { items: rows, total: await countDetections(tx, ctx.tenantId, filter), ...rest };
  });
}
