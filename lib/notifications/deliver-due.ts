import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { backoffMs } from './backoff';
import { buildMessage, type Message } from './build-message';
import { claimDelivery, type Claim } from './claim-delivery';
import { receiverDeps, type DeliveryDeps } from './delivery-deps';
import { ATTEMPTS_MAX, type Access } from './model';
import { failRows, findDueTargets, finishRows, noteDelivered, noteFailed, releaseExpired, writeMessage } from './outbox-store';
import { asDeliveryError, DeliveryError } from './receivers/delivery-error';
import { openReceiver } from './receivers/open-receiver';
import type { Posted, Receiver } from './receivers/receiver';
import { accessOf } from './store';
import { withoutSecrets } from './without-secrets';

/** One target may send so many messages per round, and so many targets send at once. */
const PER_TARGET = 10, AT_ONCE = 5;
/** News that somebody should look at now: besides the edit, they get a line below the message where the receiver knows threads. */
const CALLING: ReadonlySet<string> = new Set(['raised', 'assigned']);

/** Sends what one tenant's targets are to be told now. Returns how many messages were tried. */
export async function deliverDue(ctx: Context, deps: DeliveryDeps): Promise<number> {
  requirePermission(ctx, 'notification', 'write');
  const { tenantId } = ctx, now = ctx.clock.now();
  const due = await tenantTx(tenantId, async (tx) => {
    await releaseExpired(tx, tenantId, now);
    return findDueTargets(tx, tenantId, now);
  });
  let tried = 0;
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(due.slice(from, from + AT_ONCE).map(async (targetId) => {
      for (let count = 0; count < PER_TARGET; count++) {
        const claim = deps.stopping?.() === true ? undefined : await claimDelivery(ctx, targetId);
        if (!claim) return;
        tried++;
        await deliver(ctx, claim, deps);
      }
    }));
  }
  return tried;
}

async function deliver(ctx: Context, claim: Claim, deps: DeliveryDeps): Promise<void> {
  let access: Access | undefined, posted: Transmitted | undefined, message: Message;
  try {
    access = accessOf(ctx.tenantId, claim.target);
    message = await ownWork(ctx, () => buildMessage(ctx, claim, deps.consoleUrl));
    posted = await transmit(ctx, claim, access, message, deps);
  } catch (thrown) {
    return fail(ctx, claim, deps, access, thrown);
  }
  const { tenantId } = ctx, { target, rows, delivery, digest } = claim, now = ctx.clock.now();
  await tenantTx(tenantId, async (tx) => {
    await finishRows(tx, tenantId, rows.map(({ id }) => id), delivery, posted === undefined ? 'skipped' : posted.edited ? 'edited' : 'posted', now);
    for (const { subject, severity } of message.subjects) {
      const before = claim.known.get(subject);
      // A thread hangs on its first message; a digest is nobody's own message.
      const ref = posted === undefined || digest ? null : posted.edited ? posted.ref : before?.ref ?? posted.ref;
      await writeMessage(tx, tenantId, target.id, subject, { ref, severity }, now);
    }
    if (posted) await noteDelivered(tx, tenantId, target.id, !posted.edited, now);
  });
}

type Transmitted = Posted & { edited: boolean };

/** What goes wrong here is nothing that the receiver did: it is logged in full, and tried again. */
async function ownWork<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    ctx.log.error({ err: cause, tenantId: ctx.tenantId }, 'a notification could not be written');
    throw new DeliveryError('retry', 'Internal error.', { cause });
  }
}

async function transmit(ctx: Context, { target, rows, known, delivery, digest }: Claim, access: Access, { action, notice }: Message, deps: DeliveryDeps): Promise<Transmitted | undefined> {
  if (!notice) return undefined;
  const [row] = rows, receiver = openReceiver(access, receiverDeps(ctx, deps, target.allowPrivate));
  const ref = row === undefined || digest ? null : known.get(row.subject)?.ref ?? null;
  if (action === 'edit' && ref !== null && receiver.edit) {
    try {
      const edit = await receiver.edit(ref, notice);
      if (CALLING.has(notice.event)) await receiver.reply?.(ref, notice);
      return { ...edit, ref, edited: true };
    } catch (thrown) {
      if (!(thrown instanceof DeliveryError) || thrown.kind !== 'gone') throw thrown;
      return { ...(await receiver.post(notice)), edited: true };
    }
  }
  const left = rows.some(({ uncertain }) => uncertain) && row ? await findLeft(ctx, receiver, delivery, row.createdAt) : null;
  if (left !== null) return { ref: left, status: null, answer: 'found', edited: false };
  return { ...(await receiver.post(notice, ref ?? undefined)), edited: false };
}

/** The message of an earlier try that ended without an answer. A receiver that cannot be asked gets the message once more: better twice than never. */
async function findLeft(ctx: Context, receiver: Receiver, key: string, since: Date): Promise<string | null> {
  if (!receiver.find) return null;
  try {
    return await receiver.find(key, since);
  } catch (thrown) {
    ctx.log.warn({ reason: asDeliveryError(thrown).status }, 'the receiver could not be asked whether a message had arrived');
    return null;
  }
}

async function fail(ctx: Context, { target, rows, delivery }: Claim, { random }: DeliveryDeps, access: Access | undefined, thrown: unknown): Promise<void> {
  const error = asDeliveryError(thrown), { tenantId } = ctx, now = ctx.clock.now(), attempts = 1 + Math.max(0, ...rows.map((row) => row.attempts));
  const dead = error.kind === 'permanent' || attempts >= ATTEMPTS_MAX, dueAt = new Date(now.getTime() + backoffMs(attempts, error.retryAfterMs, random));
  const text = access === undefined ? error.message : withoutSecrets(error.message, access);
  await tenantTx(tenantId, async (tx) => {
    await failRows(tx, tenantId, rows.map(({ id }) => id), delivery, { dead, error: text, uncertain: error.uncertain, dueAt }, now);
    await noteFailed(tx, tenantId, target.id, text, dead || error.retryAfterMs === null ? null : dueAt, now);
    if (dead) await writeAudit(tx, ctx, { action: 'notification.put_aside', objectKind: 'notification_target', objectId: String(target.id), after: { name: target.name, subjects: rows.slice(0, 20).map(({ subject }) => subject), attempts, error: text } });
  });
  ctx.log.warn({ tenantId, targetId: target.id, channel: target.channel, status: error.status, attempts, dead }, 'a notification was not delivered');
}
