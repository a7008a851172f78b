import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { listImportRows } from './import-store';
import type { FileImportRow } from './model';

const SHOWN_MAX = 50;

/** Files that were sent with the browser, the newest first. */
export async function listImports(ctx: Context): Promise<FileImportRow[]> {
  requirePermission(ctx, 'source', 'read');
  return tenantTx(ctx.tenantId, (tx) => listImportRows(tx, ctx.tenantId, SHOWN_MAX));
}
