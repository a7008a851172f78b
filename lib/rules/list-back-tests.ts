import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { findBackTests } from './back-test-store';
import type { BackTestRow } from './model';

/** The newest back-tests, of all rules or one. */
export async function listBackTests(ctx: Context, ruleId?: string): Promise<BackTestRow[]> {
  requirePermission(ctx, 'rule', 'read');
  return tenantTx(ctx.tenantId, (tx) => findBackTests(tx, ctx.tenantId, ruleId));
}
