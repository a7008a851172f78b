import 'server-only';
import { createHash } from 'node:crypto';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx, type Tx } from '../platform/tx';
import { insertOrFindImport, setImportState } from './import-store';
import { startImportInput, type FileImportRow } from './model';
import { findSource, insertSource } from './store';

/** Begins to take a file from the browser, or says how far the same file had come: then sending goes on from there. */
export async function startImport(ctx: Context, input: unknown): Promise<FileImportRow> {
  requirePermission(ctx, 'source', 'write');
  const { sourceId, sourceName, name, bytes, head, tail } = parseInput(startImportInput, input);
  const { tenantId } = ctx, at = ctx.clock.now();
  const fingerprint = new Uint8Array(createHash('sha256').update(JSON.stringify([name, bytes, head, tail])).digest());
  return tenantTx(tenantId, async (tx) => {
    const target = sourceId === undefined ? await madeSource(tx, ctx, sourceName ?? name) : (await findSource(tx, tenantId, sourceId))?.id;
    if (target === undefined) throw new AppError('not_found', 'There is no such source.');
    const { row, isNew } = await insertOrFindImport(tx, tenantId, { sourceId: target, fingerprint, name, bytes, createdBy: ctx.actor.name, at });
    const continues = row.state === 'cancelled';
    if (continues) await setImportState(tx, tenantId, row.id, 'running', at);
    if (isNew || continues) {
      await writeAudit(tx, ctx, { action: isNew ? 'import.started' : 'import.resumed', objectKind: 'import', objectId: String(row.id), after: { file: name, bytes, sourceId: target, position: row.position } });
    }
    return continues ? { ...row, state: 'running' } : row;
  });
}

/** A source that only files go into: it needs no token, and nothing is expected of it. */
async function madeSource(tx: Tx, ctx: Context, name: string): Promise<number> {
  const { id } = await insertSource(tx, ctx.tenantId, { name, product: 'file', createdAt: ctx.clock.now(), expectedEverySeconds: null });
  await writeAudit(tx, ctx, { action: 'source.created', objectKind: 'source', objectId: String(id), after: { name, product: 'file' } });
  return id;
}
