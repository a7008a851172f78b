import type { Clock } from './clock';
import { AppError } from './errors';
import type { Log } from './log';
import { allows, type Action, type ObjectKind, type Role } from './permissions';

/** Who acts. A closed union: a verb that must know more asks by `kind`. */
export type Actor =
  | { kind: 'user'; id: number; name: string; role: Role }
  | { kind: 'key'; id: number; name: string; role: Role }
  | { kind: 'source'; id: number; name: string }
  | { kind: 'job'; name: string }
  /** Nobody yet: before sign-in. May do nothing that asks for permission. */
  | { kind: 'visitor'; name: string };

/** Carried from the boundary to the bottom: one tenant, one actor, one clock. */
export interface Context {
  tenantId: number;
  actor: Actor;
  clock: Clock;
  log: Log;
  requestId: string;
  address?: string;
}

/** First beat of every verb. Jobs act for the system itself; sources may only ingest and see their own status. */
export function requirePermission(ctx: Context, object: ObjectKind, action: Action): void {
  const { actor } = ctx;
  if (actor.kind === 'job') return;
  if ((actor.kind === 'user' || actor.kind === 'key') && allows(actor.role, object, action)) return;
  throw new AppError('forbidden', `This ${actor.kind} may not ${action} ${object.replace('_', ' ')}s.`);
}
