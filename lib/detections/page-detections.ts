import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { detectionFilter, type DetectionFilterInput, type StoredDetection } from './model';
import { findDetections } from './store';

/** Detections in pages, newest first, without counting how many there are in all. */
export async function pageDetections(ctx: Context, input: DetectionFilterInput): Promise<{ items: StoredDetection[]; cursor?: string }> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input);
  const { rows, ...rest } = await tenantTx(ctx.tenantId, (tx) => findDetections(tx, ctx.tenantId, filter));
  return { items: rows, ...rest };
}
