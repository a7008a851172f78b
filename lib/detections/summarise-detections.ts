import 'server-only';
import type { Level } from '../engine/sigma/types';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { bucketMsFor, detectionFilter, FACETS, type DetectionFilterInput, type Facet, type FacetCount } from './model';
import { countBuckets, countFacet } from './store';

/** Values listed per facet; the answer says how many more there are. */
export const FACET_VALUES_MAX = 12;

export interface DetectionSummary {
  bucketMs: number;
  buckets: { at: number; level: Level; count: number }[];
  facets: Record<Facet, { values: FacetCount[]; leftOut: number }>;
}

/** The histogram and the facet counts beside a list of detections. */
export async function summariseDetections(ctx: Context, input: DetectionFilterInput): Promise<DetectionSummary> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input);
  const bucketMs = bucketMsFor(Date.parse(filter.from), Date.parse(filter.to));
  return tenantTx(ctx.tenantId, async (tx) => {
    const facets: Partial<DetectionSummary['facets']> = {};
    for (const facet of FACETS) facets[facet] = await countFacet(tx, ctx.tenantId, filter, facet, FACET_VALUES_MAX);
    return { bucketMs, buckets: await countBuckets(tx, ctx.tenantId, filter, bucketMs), facets: facets as DetectionSummary['facets'] };
  });
}
