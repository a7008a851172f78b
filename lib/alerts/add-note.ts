import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { noteInput } from './model';

/** Adds a note (Markdown) to an alert. */
export async function addNote(ctx: Context, alertId: string, input: unknown): Promise<{ id: number }> {
  requirePermission(ctx, 'note', 'write');
  const { body } = parseInput(noteInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const { tenantId, actor } = ctx;
    const now = ctx.clock.now();
    const known = await tx.alert.count({ where: { tenantId, id: alertId, mergedInto: null } });
    if (!known) throw new AppError('not_found', `There is no alert ${alertId.slice(0, 60)}.`);
    const note = await tx.note.create({ data: { tenantId, alertId, authorId: actor.kind === 'user' ? actor.id : null, authorName: actor.name, body, createdAt: now, updatedAt: now } });
    await tx.alert.update({ where: { tenantId_id: { tenantId, id: alertId } }, data: { updatedAt: now } });
    await writeAudit(tx, ctx, { action: 'note.added', objectKind: 'note', objectId: String(note.id), after: { alertId, characters: body.length } });
    return { id: note.id };
  });
}
