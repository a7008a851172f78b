import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findParts, findTraits, partOf, together } from './asset-store';
import { findPair } from './merge-store';
import { mergeInput, type MergePreview } from './model';

/** What a merge would show. Criticality, tags and note of the asset that stays are kept; nothing is changed by looking. */
export async function previewMerge(ctx: Context, input: unknown): Promise<MergePreview> {
  requirePermission(ctx, 'asset', 'read');
  const { kind, from: fromKey, into: intoKey } = parseInput(mergeInput, input), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const { from, into } = await findPair(tx, tenantId, kind, fromKey, intoKey);
    const parts = [...(await findParts(tx, tenantId, kind, fromKey)), ...(await findParts(tx, tenantId, kind, intoKey))];
    const { names, addresses } = await findTraits(tx, tenantId, kind, [fromKey, intoKey, ...parts.map(({ key }) => key)]);
    return { from: partOf(from), into: partOf(into), together: { ...together([into, from, ...parts]), names: names.items.map(({ value }) => value), addresses: addresses.items.map(({ value }) => value) } };
  });
}
