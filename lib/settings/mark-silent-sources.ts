import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { noteEvent } from '../notifications/note-event';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { findExpected, writeSource, type ExpectedSource } from './store';

/** Notes in one tenant which sources have been quiet for longer than expected, and which are heard again. Both are said once, in the audit trail. */
export async function markSilentSources(ctx: Context): Promise<{ silent: number; heard: number }> {
  requirePermission(ctx, 'source', 'write');
  const { tenantId } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const changed = { silent: 0, heard: 0 };
    for (const source of await findExpected(tx, tenantId)) {
      const quiet = now.getTime() - source.heardAt.getTime() > source.expectedEverySeconds * 1000;
      if (quiet === (source.silentSince !== null)) continue;
      await note(tx, ctx, source, quiet);
      changed[quiet ? 'silent' : 'heard']++;
    }
    return changed;
  });
}

async function note(tx: Tx, ctx: Context, { id, name, expectedEverySeconds, silentSince, heardAt }: ExpectedSource, quiet: boolean): Promise<void> {
  await writeSource(tx, ctx.tenantId, id, { silentSince: quiet ? heardAt : null });
  if (quiet) await noteEvent(tx, ctx, { event: 'source_silent', subject: `source:${id}`, severity: 'medium', params: { id, name, since: heardAt.toISOString(), seconds: expectedEverySeconds } });
  await writeAudit(tx, ctx, {
    action: quiet ? 'source.silent' : 'source.heard_again', objectKind: 'source', objectId: String(id),
    ...(silentSince === null ? {} : { before: { silentSince: silentSince.toISOString() } }), after: { name, expectedEverySeconds, heardAt: heardAt.toISOString() },
  });
}
