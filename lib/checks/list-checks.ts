import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import type { TeamCheck } from './model';
import { findChecks } from './store';

const PAGE = 50;
const input = z.strictObject({ before: z.coerce.number().int().positive().optional() });

/** The log of checks, the newest first; `before` is the last id of the page before. */
export async function listChecks(ctx: Context, given: unknown): Promise<{ items: TeamCheck[]; before?: number }> {
  requirePermission(ctx, 'alert', 'read');
  const { before } = parseInput(input, given);
  const rows = await tenantTx(ctx.tenantId, (tx) => findChecks(tx, ctx.tenantId, { max: PAGE + 1, ...(before === undefined ? {} : { beforeId: before }) }));
  const items = rows.slice(0, PAGE), last = items.at(-1);
  return { items, ...(rows.length > PAGE && last ? { before: last.id } : {}) };
}
