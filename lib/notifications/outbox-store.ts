import 'server-only';
import type { Tx } from '../platform/tx';
import type { Hold, KnownMessage } from './plan-delivery';
import { ATTEMPTS_MAX, type HeldReason, type OutboxState, type OutboxView } from './model';
import type { EventParams } from './other-notices';

export interface OutboxRow {
  id: bigint; subject: string; events: string[]; severity: string; params: EventParams; held: HeldReason | null; delivery: string | null; attempts: number; uncertain: boolean; createdAt: Date;
}
export interface NewOutboxRow { targetId: number; subject: string; events: readonly string[]; severity: string; params: EventParams }

/** Adds events to what targets are to be told. They join the row of their subject that waits or is being sent, so that nothing overtakes and nothing doubles. */
export async function addToOutbox(tx: Tx, tenantId: number, rows: readonly NewOutboxRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map(({ targetId, subject, events, severity, params }) => ({ target_id: targetId, subject, events, severity, params })));
  await tx.$executeRaw`
    INSERT INTO notification_outbox AS o (tenant_id, target_id, subject, events, severity, params, due_at, created_at)
    SELECT ${tenantId}, r.target_id, r.subject, ARRAY(SELECT jsonb_array_elements_text(r.events)), r.severity, r.params, ${at}, ${at}
    FROM jsonb_to_recordset(${json}::jsonb) AS r(target_id int, subject text, events jsonb, severity text, params jsonb)
    ON CONFLICT (tenant_id, target_id, subject) WHERE state IN ('waiting', 'sending') DO UPDATE
      SET events = o.events || ARRAY(SELECT e FROM unnest(excluded.events) AS e WHERE e <> ALL (o.events)), severity = excluded.severity, params = excluded.params`;
}

/** Whether a target was ever told, or will be, of a subject. */
export async function findToldSubjects(tx: Tx, tenantId: number, subjects: readonly string[]): Promise<Set<string>> {
  const rows = await tx.notificationOutbox.findMany({ where: { tenantId, subject: { in: [...subjects] } }, select: { subject: true }, distinct: ['subject'] });
  return new Set(rows.map(({ subject }) => subject));
}

/** What a worker that ended in the middle left behind waits again, for it may not have arrived; what ended so too often is put aside. */
export async function releaseExpired(tx: Tx, tenantId: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE notification_outbox SET state = CASE WHEN attempts < ${ATTEMPTS_MAX} THEN 'waiting' ELSE 'dead' END, finished_at = CASE WHEN attempts < ${ATTEMPTS_MAX} THEN NULL ELSE ${now}::timestamptz END,
      error = coalesce(error, 'The worker ended while it sent this.'), events = telling || ARRAY(SELECT e FROM unnest(events) AS e WHERE e <> ALL (telling)), telling = '{}', uncertain = true, leased_until = NULL, due_at = ${now}
    WHERE tenant_id = ${tenantId} AND state = 'sending' AND leased_until <= ${now}`;
}

/** Targets with something to say that are neither off nor asked to wait. */
export async function findDueTargets(tx: Tx, tenantId: number, now: Date): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT t.id FROM notification_target t WHERE t.tenant_id = ${tenantId} AND t.enabled AND (t.blocked_until IS NULL OR t.blocked_until <= ${now})
      AND EXISTS (SELECT FROM notification_outbox o WHERE o.tenant_id = t.tenant_id AND o.target_id = t.id AND o.state = 'waiting' AND o.due_at <= ${now}) ORDER BY t.id`;
  return rows.map(({ id }) => id);
}

/** Takes the target for this transaction; false when another worker plans for it or it may not be spoken to. */
export async function lockTarget(tx: Tx, tenantId: number, id: number, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM notification_target WHERE tenant_id = ${tenantId} AND id = ${id} AND enabled AND (blocked_until IS NULL OR blocked_until <= ${now}) FOR UPDATE SKIP LOCKED`;
  return rows.length > 0;
}

export async function findDueRows(tx: Tx, tenantId: number, targetId: number, now: Date, max: number): Promise<OutboxRow[]> {
  return tx.$queryRaw<OutboxRow[]>`
    SELECT id, subject, events, severity, params, held, delivery, attempts, uncertain, created_at AS "createdAt" FROM notification_outbox
    WHERE tenant_id = ${tenantId} AND target_id = ${targetId} AND state = 'waiting' AND due_at <= ${now} ORDER BY id LIMIT ${max} FOR UPDATE SKIP LOCKED`;
}

export async function countUnderWay(tx: Tx, tenantId: number, targetId: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT delivery)::int AS count FROM notification_outbox WHERE tenant_id = ${tenantId} AND target_id = ${targetId} AND state = 'sending'`;
  return row?.count ?? 0;
}

export interface StoredMessage extends KnownMessage { severity: string }

export async function findMessages(tx: Tx, tenantId: number, targetId: number, subjects: readonly string[]): Promise<Map<string, StoredMessage>> {
  const rows = await tx.notificationMessage.findMany({ where: { tenantId, targetId, subject: { in: [...subjects] } } });
  return new Map(rows.map(({ subject, ref, severity, updatedAt }) => [subject, { ref, severity, updatedAt }]));
}

export async function holdRows(tx: Tx, tenantId: number, holds: readonly Hold[]): Promise<void> {
  if (holds.length === 0) return;
  const json = JSON.stringify(holds.map(({ id, dueAt, held }) => ({ id: String(id), due_at: dueAt.toISOString(), held })));
  await tx.$executeRaw`
    UPDATE notification_outbox o SET due_at = h.due_at, held = h.held FROM jsonb_to_recordset(${json}::jsonb) AS h(id bigint, due_at timestamptz, held text)
    WHERE o.tenant_id = ${tenantId} AND o.id = h.id`;
}

/** From here on the rows are this worker's until the lease ends. */
export async function takeRows(tx: Tx, tenantId: number, ids: readonly bigint[], delivery: string, leasedUntil: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE notification_outbox SET state = 'sending', telling = events, events = '{}', delivery = ${delivery}, attempts = attempts + 1, leased_until = ${leasedUntil}
    WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}::bigint[])`;
}

/** Ends an attempt that worked. A row that got further events meanwhile waits again with those. Rows that another worker took over stay as they are. */
export async function finishRows(tx: Tx, tenantId: number, ids: readonly bigint[], delivery: string, outcome: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE notification_outbox SET state = CASE WHEN events = '{}' THEN 'delivered' ELSE 'waiting' END, events = CASE WHEN events = '{}' THEN telling ELSE events END, telling = '{}',
      outcome = ${outcome}, finished_at = ${at}, due_at = ${at}, error = NULL, uncertain = false, held = NULL, leased_until = NULL, attempts = CASE WHEN events = '{}' THEN attempts ELSE 0 END,
      delivery = CASE WHEN events = '{}' THEN delivery ELSE NULL END
    WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}::bigint[]) AND state = 'sending' AND delivery = ${delivery}`;
}

export interface FailedAttempt { dead: boolean; error: string; uncertain: boolean; dueAt: Date }

/** Ends an attempt that did not work: once more later, or put aside. */
export async function failRows(tx: Tx, tenantId: number, ids: readonly bigint[], delivery: string, { dead, error, uncertain, dueAt }: FailedAttempt, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE notification_outbox SET state = ${dead ? 'dead' : 'waiting'}, events = telling || ARRAY(SELECT e FROM unnest(events) AS e WHERE e <> ALL (telling)), telling = '{}', error = ${error},
      uncertain = uncertain OR ${uncertain}, due_at = ${dueAt}, leased_until = NULL, finished_at = CASE WHEN ${dead} THEN ${at}::timestamptz END
    WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}::bigint[]) AND state = 'sending' AND delivery = ${delivery}`;
}

/** Notes what the target knows of a subject now; a message once posted keeps its first reference unless a new one is named. */
export async function writeMessage(tx: Tx, tenantId: number, targetId: number, subject: string, { ref, severity }: { ref: string | null; severity: string }, at: Date): Promise<void> {
  await tx.notificationMessage.upsert({
    where: { tenantId_targetId_subject: { tenantId, targetId, subject } }, create: { tenantId, targetId, subject, ref, severity, postedAt: at, updatedAt: at },
    update: { severity, updatedAt: at, ...(ref === null ? {} : { ref }) },
  });
}

const ERROR_CHARS_MAX = 300;

export async function noteDelivered(tx: Tx, tenantId: number, targetId: number, posted: boolean, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE notification_target SET last_delivered_at = ${at}, failures = 0, last_error = NULL, blocked_until = NULL,
      recent_posts = ARRAY(SELECT p FROM unnest(recent_posts) AS p WHERE p > ${at}::timestamptz - interval '1 hour' ORDER BY p) || CASE WHEN ${posted} THEN ARRAY[${at}::timestamptz] ELSE '{}' END
    WHERE tenant_id = ${tenantId} AND id = ${targetId}`;
}

export async function noteFailed(tx: Tx, tenantId: number, targetId: number, error: string, blockedUntil: Date | null, at: Date): Promise<void> {
  await tx.notificationTarget.update({ where: { tenantId_id: { tenantId, id: targetId } }, data: { lastFailedAt: at, lastError: error.slice(0, ERROR_CHARS_MAX), failures: { increment: 1 }, blockedUntil } });
}

/** What waits or was put aside first, then what was delivered, the newest first. */
export async function findOutbox(tx: Tx, tenantId: number, states: readonly OutboxState[], max: number): Promise<OutboxView[]> {
  const rows = await tx.notificationOutbox.findMany({ where: { tenantId, state: { in: [...states] } }, orderBy: { id: 'desc' }, take: max, include: { target: { select: { name: true } } } });
  return rows.map(({ id, targetId, subject, events, telling, severity, state, held, dueAt, attempts, outcome, error, createdAt, finishedAt, target }) => ({
    id: String(id), targetId, targetName: target.name, subject, events: [...new Set([...telling, ...events])], severity, state: state as OutboxState, held: held as HeldReason | null, dueAt: dueAt.toISOString(), attempts, outcome, error,
    createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
  }));
}
