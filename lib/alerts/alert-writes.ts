import 'server-only';
import type { AlertContent } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';

/** Stories are long: so many go in one statement. */
const ALERTS_PER_STATEMENT = 50;

export interface KnownAlert { id: string; open: boolean; createdSequence: number; ownerId: number | null; finding: string | null }

export async function readAlertStates(tx: Tx, tenantId: number, ids: readonly string[]): Promise<KnownAlert[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string; status: string; createdSequence: bigint; ownerId: number | null; finding: string | null }[]>`
    SELECT id, status, created_sequence AS "createdSequence", owner_id AS "ownerId", finding FROM alert WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]}) ORDER BY id`;
  return rows.map(({ id, status, createdSequence, ownerId, finding }) => ({ id, open: status !== 'closed', createdSequence: Number(createdSequence), ownerId, finding }));
}

/** The first of so many new numbers of the day; one row lock per tenant and day. */
export async function nextAlertNumbers(tx: Tx, tenantId: number, day: string, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO alert_number (tenant_id, day, last) VALUES (${tenantId}, ${day}::date, ${count})
    ON CONFLICT (tenant_id, day) DO UPDATE SET last = alert_number.last + ${count} RETURNING last`;
  return (row?.last ?? count) - count + 1;
}

/** The row of an alert but its story, which travels as a text of its own: within a document it would be parsed and written once more. */
function rowOf(id: string, { model, score, severity, firstSeen, lastSeen, impact, title }: AlertContent) {
  return {
    id, model, score, severity, first_seen: new Date(firstSeen).toISOString(), last_seen: new Date(lastSeen).toISOString(), title,
    endpoint_count: impact.filter((e) => e.kind === 'host').length, account_count: impact.filter((e) => e.kind === 'account').length,
  };
}

/** `text` is the content as JSON. */
export interface AlertWrite { id: string; content: AlertContent; text: string }

export async function insertAlerts(tx: Tx, tenantId: number, alerts: readonly AlertWrite[], sequence: bigint, at: Date): Promise<void> {
  for (let from = 0; from < alerts.length; from += ALERTS_PER_STATEMENT) {
    const part = alerts.slice(from, from + ALERTS_PER_STATEMENT);
    await tx.$executeRaw`
      INSERT INTO alert (tenant_id, id, model, score, severity, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
      SELECT ${tenantId}, r.id, r.model, r.score, r.severity, ${sequence}, ${at}, ${at}, r.first_seen, r.last_seen, r.endpoint_count, r.account_count, r.title, c.content::jsonb
      FROM jsonb_to_recordset(${JSON.stringify(part.map(({ id, content }) => rowOf(id, content)))}::jsonb)
        AS r(id text, model text, score smallint, severity text, first_seen timestamptz, last_seen timestamptz, endpoint_count int, account_count int, title jsonb)
      JOIN unnest(${part.map(({ id }) => id)}::text[], ${part.map(({ text }) => text)}::text[]) AS c(id, content) ON c.id = r.id`;
  }
}

/** Writes new contents unless they are what is stored; the ids of those that changed. */
export async function updateAlerts(tx: Tx, tenantId: number, alerts: readonly AlertWrite[], at: Date): Promise<Set<string>> {
  const changed = new Set<string>();
  for (let from = 0; from < alerts.length; from += ALERTS_PER_STATEMENT) {
    const part = alerts.slice(from, from + ALERTS_PER_STATEMENT);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE alert a SET model = r.model, score = r.score, severity = r.severity, first_seen = r.first_seen, last_seen = r.last_seen, endpoint_count = r.endpoint_count,
        account_count = r.account_count, title = r.title, content = c.content, updated_at = ${at}, version = a.version + 1
      FROM jsonb_to_recordset(${JSON.stringify(part.map(({ id, content }) => rowOf(id, content)))}::jsonb)
        AS r(id text, model text, score smallint, severity text, first_seen timestamptz, last_seen timestamptz, endpoint_count int, account_count int, title jsonb)
      JOIN (SELECT id, content::jsonb AS content FROM unnest(${part.map(({ id }) => id)}::text[], ${part.map(({ text }) => text)}::text[]) AS t(id, content)) c ON c.id = r.id
      WHERE a.tenant_id = ${tenantId} AND a.id = r.id AND a.content IS DISTINCT FROM c.content RETURNING a.id`;
    for (const { id } of rows) changed.add(id);
  }
  return changed;
}

/** The absorbed alert stays as a redirect: its id, notes and history survive. */
export async function absorbAlert(tx: Tx, tenantId: number, id: string, into: string, at: Date): Promise<void> {
  await tx.alert.update({ where: { tenantId_id: { tenantId, id } }, data: { mergedInto: into, updatedAt: at, version: { increment: 1 } } });
}
