import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findImport, setImportState } from './import-store';
import { endImportInput, type FileImportRow } from './model';

/** Says that a file has come whole, or that its sender stopped. What was stored stays; a cancelled import can be taken up again. */
export async function endImport(ctx: Context, input: unknown): Promise<FileImportRow> {
  requirePermission(ctx, 'source', 'write');
  const { id, state } = parseInput(endImportInput, input);
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const row = await findImport(tx, tenantId, id);
    if (!row) throw new AppError('not_found', 'There is no such import.');
    if (row.state !== 'running') return row;
    await setImportState(tx, tenantId, id, state, ctx.clock.now());
    const { position, received, stored, rejected } = row;
    await writeAudit(tx, ctx, { action: state === 'done' ? 'import.finished' : 'import.cancelled', objectKind: 'import', objectId: String(id), after: { position, received, stored, rejected } });
    return { ...row, state };
  });
}
