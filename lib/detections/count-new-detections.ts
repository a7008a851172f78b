import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { detectionFilter, type DetectionFilterInput } from './model';
import { countSince } from './store';

const sequenceInput = z.object({ since: z.string().regex(/^\d{1,18}$/, 'must be the sequence that a list gave') });

/** How many detections of a list have come in since it was read. */
export async function countNewDetections(ctx: Context, input: DetectionFilterInput, since: unknown): Promise<{ count: number }> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input), { since: sequence } = parseInput(sequenceInput, { since });
  return { count: await tenantTx(ctx.tenantId, (tx) => countSince(tx, ctx.tenantId, filter, BigInt(sequence))) };
}
