import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { SavedSearch } from './model';
import { ownerOf, savedSearch } from './owner';
import { findSearches } from './store';

/** The caller's own searches and those that others of the tenant share. */
export async function listSearches(ctx: Context): Promise<{ items: SavedSearch[] }> {
  requirePermission(ctx, 'activity', 'read');
  const { id } = ownerOf(ctx);
  return { items: (await tenantTx(ctx.tenantId, (tx) => findSearches(tx, ctx.tenantId, id))).map((row) => savedSearch(row, id)) };
}
