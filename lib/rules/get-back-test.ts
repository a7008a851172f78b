import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findBackTest } from './back-test-store';
import { BACK_TEST_LIMITS } from './limits';
import { backTestId, type BackTestDetail } from './model';

/** A back-test as far as it has come, with the endpoints and accounts that it would have named most. */
export async function getBackTest(ctx: Context, input: unknown): Promise<BackTestDetail> {
  requirePermission(ctx, 'rule', 'read');
  const id = parseInput(backTestId, input);
  const found = await tenantTx(ctx.tenantId, (tx) => findBackTest(tx, ctx.tenantId, id));
  if (!found) throw new AppError('not_found', 'There is no such back-test.');
  const { findings, ...rest } = found.detail;
  return { ...rest, findings: { ...findings, byEndpoint: commonest(findings.byEndpoint), byAccount: commonest(findings.byAccount), byGroup: commonest(findings.byGroup) } };
}

function commonest(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).slice(0, BACK_TEST_LIMITS.keysMax));
}
