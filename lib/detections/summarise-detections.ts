import 'server-only';
import type { RuleInfo } from '../engine/sigma/types';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { ruleIndex } from '../rules/rule-index';
import { bucketMsFor, detectionFilter, FACETS, type DetectionFilter, type DetectionFilterInput, type DetectionSummary, type Facet, type LabelledCount } from './model';
import { sourceNames } from './store';
import { countSummary, findExtent } from './summary-store';
import { techniqueName } from './technique-names';

/** Values listed per facet; the answer says how many more there are. */
export const FACET_VALUES_MAX = 12;

type Labels = Partial<Record<Facet, (value: string) => string | undefined>>;

function labels(rules: ReadonlyMap<string, RuleInfo>, sources: ReadonlyMap<number, string>): Labels {
  return { rule: (id) => rules.get(id)?.title, technique: techniqueName, source: (id) => sources.get(Number(id)) };
}

/** Chosen values stay in their facet, with a name, also when nothing has them any more. */
function withChosen(filter: DetectionFilter, facet: Facet, values: readonly LabelledCount[], label: Labels[Facet]): LabelledCount[] {
  const gone = [...filter.include[facet], ...filter.exclude[facet]].filter((value) => !values.some((v) => v.value === value)).map((value) => ({ value, count: 0 }));
  return [...values, ...gone].map((v) => { const name = label?.(v.value); return name === undefined ? v : { ...v, label: name }; });
}

/** The histogram and the facet counts beside a list of detections. A range that begins at the epoch spans what there is. */
export async function summariseDetections(ctx: Context, input: DetectionFilterInput): Promise<DetectionSummary> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input), rules = await ruleIndex(ctx.tenantId);
  return tenantTx(ctx.tenantId, async (tx) => {
    const extent = await findExtent(tx, ctx.tenantId, filter);
    const open = Date.parse(filter.from) === 0 && extent !== undefined;
    const from = open ? extent.first.getTime() : Date.parse(filter.from), to = open ? Math.min(Date.parse(filter.to), extent.last.getTime() + 1) : Date.parse(filter.to);
    const bucketMs = bucketMsFor(from, Math.max(to, from + 1));
    const { buckets, facets } = await countSummary(tx, ctx.tenantId, filter, bucketMs, FACET_VALUES_MAX);
    const named = labels(rules, await sourceNames(tx, ctx.tenantId));
    return {
      from, to, bucketMs, buckets, total: buckets.reduce((sum, b) => sum + b.count, 0),
      extent: extent ? { first: extent.first.toISOString(), last: extent.last.toISOString() } : null,
      facets: Object.fromEntries(FACETS.map((facet) => [facet, { ...facets[facet], values: withChosen(filter, facet, facets[facet].values, named[facet]) }])) as DetectionSummary['facets'],
    };
  });
}
