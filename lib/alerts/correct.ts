import 'server-only';
import { writeAudit, type AuditEntry } from '../audit/write-audit';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import type { Tx } from '../platform/tx';
import { CORRECTIONS_MAX, countCorrections, insertCorrection } from './correction-store';
import type { CorrectionContent, CorrectionKind } from './model';
import { recorrelate } from './recorrelate';
import type { Span } from './working-set';

interface Made { kind: CorrectionKind; alertIds: readonly string[]; content: CorrectionContent; span: Span; audit: AuditEntry }

/** Stores a correction and works out anew what it touches, all in the caller's transaction, which holds correlation's lock. Its id. */
export async function correct(tx: Tx, ctx: Context, { span, audit, ...made }: Made): Promise<number> {
  const { tenantId, actor } = ctx, at = ctx.clock.now();
  if ((await countCorrections(tx, tenantId)) >= CORRECTIONS_MAX) throw new AppError('conflict', `There are ${CORRECTIONS_MAX} corrections in force. Undo some first.`);
  const id = await insertCorrection(tx, tenantId, { ...made, madeBy: actor.kind === 'user' ? actor.id : null, madeByName: actor.name, madeAt: at });
  const entries = await recorrelate(tx, ctx, span);
  await writeAudit(tx, ctx, audit, ...entries);
  return id;
}
