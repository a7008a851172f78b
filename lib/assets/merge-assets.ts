import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findPair, moveInto } from './merge-store';
import { mergeInput } from './model';
import { lockAssets } from './sighting-store';

/** From now on two assets are shown as one, `into`. What was detected and correlated stays as it is. */
export async function mergeAssets(ctx: Context, input: unknown): Promise<{ key: string }> {
  requirePermission(ctx, 'asset', 'write');
  const { kind, from, into } = parseInput(mergeInput, input), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    await lockAssets(tx, tenantId);
    await findPair(tx, tenantId, kind, from, into);
    await moveInto(tx, tenantId, kind, from, into);
    await writeAudit(tx, ctx, { action: 'asset.merged', objectKind: 'asset', objectId: `${kind}:${from}`, after: { into } });
    return { key: into };
  });
}
