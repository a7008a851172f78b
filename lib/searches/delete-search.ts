import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { allows } from '../platform/permissions';
import { tenantTx } from '../platform/tx';
import { ownerOf } from './owner';
import { findSearch, removeSearch } from './store';

/** Throws a saved search away: the owner any, an administrator also what others share. */
export async function deleteSearch(ctx: Context, id: number): Promise<void> {
  requirePermission(ctx, 'activity', 'read');
  const owner = ownerOf(ctx), { tenantId, actor } = ctx;
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) throw new AppError('not_found', 'There is no such search.');
  await tenantTx(tenantId, async (tx) => {
    const search = await findSearch(tx, tenantId, id), isMine = search?.ownerId === owner.id;
    if (!search || (!isMine && !search.shared)) throw new AppError('not_found', 'There is no such search.');
    if (!isMine && !(actor.kind === 'user' && allows(actor.role, 'system', 'write'))) throw new AppError('forbidden', 'Only its owner or an administrator may delete a shared search.');
    await removeSearch(tx, tenantId, id);
    await writeAudit(tx, ctx, { action: 'search.deleted', objectKind: 'search', objectId: String(id), before: { name: search.name, search: search.search, shared: search.shared, ownerName: search.ownerName } });
  });
}
