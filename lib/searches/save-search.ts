import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { saveSearchInput, SEARCH_LIMITS, type SavedSearch } from './model';
import { ownerOf, savedSearch } from './owner';
import { countSearches, findSearch, findSearchNamed, insertSearch, updateSearch } from './store';

/** Keeps a search under a name. Whoever may search may keep searches; only the owner changes one. */
export async function saveSearch(ctx: Context, given: unknown): Promise<SavedSearch> {
  requirePermission(ctx, 'activity', 'read');
  const owner = ownerOf(ctx), { tenantId } = ctx;
  const { id, ...content } = parseInput(saveSearchInput, given);
  return tenantTx(tenantId, async (tx) => {
    const before = id === undefined ? undefined : await findSearch(tx, tenantId, id);
    if (id !== undefined && (!before || (before.ownerId !== owner.id && !before.shared))) throw new AppError('not_found', 'There is no such search.');
    if (before && before.ownerId !== owner.id) throw new AppError('forbidden', 'Only the owner of a search may change it.');
    const named = await findSearchNamed(tx, tenantId, owner.id, content.name);
    if (named && named.id !== id) throw new AppError('conflict', 'You have a search of this name.', { fields: { name: 'is in use' } });
    if (!before && (await countSearches(tx, tenantId, owner.id)) >= SEARCH_LIMITS.perPerson) throw new AppError('conflict', `You have ${SEARCH_LIMITS.perPerson} searches. Delete some first.`);
    const updatedAt = ctx.clock.now();
    const saved = before ? await updateSearch(tx, tenantId, before.id, { ...content, updatedAt }) : await insertSearch(tx, tenantId, { ...content, ownerId: owner.id, ownerName: owner.name, updatedAt });
    await writeAudit(tx, ctx, {
      action: before ? 'search.changed' : 'search.saved', objectKind: 'search', objectId: String(saved.id), after: content,
      ...(before ? { before: { name: before.name, search: before.search, shared: before.shared } } : {}),
    });
    return savedSearch(saved, owner.id);
  });
}
