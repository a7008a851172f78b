import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { systemClock } from '../platform/clock';
import type { Actor } from '../platform/context';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { tenantTx } from '../platform/tx';
import { membershipsOf } from './store';

export type SignInAction = 'user.signed_in' | 'user.sign_in_failed' | 'user.locked' | 'user.signed_out';

const SELF: readonly SignInAction[] = ['user.signed_in', 'user.signed_out'];

/** Writes what happened to an account into the trail of every tenant it belongs to. Who failed to sign in is not known: then the door itself is the actor. */
export async function auditSignIn(action: SignInAction, user: { id: number; name: string }, address: string | undefined): Promise<void> {
  const id = requestId();
  for (const { tenantId, role } of await membershipsOf(user.id)) {
    const actor: Actor = SELF.includes(action) ? { kind: 'user', id: user.id, name: user.name, role } : { kind: 'job', name: 'sign-in' };
    const ctx = { tenantId, actor, clock: systemClock, log, requestId: id, ...(address === undefined ? {} : { address }) };
    await tenantTx(tenantId, (tx) => writeAudit(tx, ctx, { action, objectKind: 'user', objectId: String(user.id) }));
  }
}
