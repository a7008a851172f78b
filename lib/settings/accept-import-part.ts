import 'server-only';
import { acceptBatch } from '../ingest/accept-batch';
import { readBody } from '../ingest/read-body';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { advanceImport, findImport } from './import-store';
import { importPartInput, type FileImportRow } from './model';
import { findSource } from './store';

/**
 * Stores one part of a file and moves the import on. The same part again, because its answer was lost, is answered from what was stored: it counts once,
 * whichever of the two commits a crash came between.
 */
export async function acceptImportPart(ctx: Context, input: unknown, request: Request): Promise<FileImportRow> {
  requirePermission(ctx, 'source', 'write');
  const { id, from, to } = parseInput(importPartInput, input);
  const { tenantId } = ctx;
  const row = await tenantTx(tenantId, async (tx) => {
    const found = await findImport(tx, tenantId, id);
    return found && (await findSource(tx, tenantId, found.sourceId)) ? found : null;
  });
  if (!row) throw new AppError('not_found', 'There is no such import.');
  if (row.state !== 'running') throw new AppError('conflict', `This import is ${row.state}.`);
  if (to <= from || from > row.position) throw new AppError('conflict', `This import has come to ${row.position}; a part from ${from} to ${to} does not follow.`);
  if (from < row.position) return row;
  const asSource: Context = { ...ctx, actor: { kind: 'source', id: row.sourceId, name: row.sourceName } };
  const answer = await acceptBatch(asSource, { format: 'auto', batchId: `import ${id} ${from}`, readBody: (take) => readBody(request, take) });
  return tenantTx(tenantId, async (tx) => {
    await advanceImport(tx, tenantId, id, { from, to, received: answer.received, stored: answer.stored, rejected: answer.rejectedCount, at: ctx.clock.now() });
    await writeAudit(tx, ctx, { action: 'import.part_stored', objectKind: 'import', objectId: String(id), after: { from, to, stored: answer.stored, rejected: answer.rejectedCount, chunk: answer.chunk } });
    return (await findImport(tx, tenantId, id)) ?? row;
  });
}
