import 'server-only';
import type { Corrections } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';
import type { CorrectionContent, CorrectionKind, StoredCorrection } from './model';

/** In force at one time per tenant: each is looked at in every step. */
export const CORRECTIONS_MAX = 1_000;

/** Locks the tenant's correlation, waiting for a step that is under way: what a correction looks at must not move. */
export async function lockForCorrection(tx: Tx, tenantId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('correlate'), ${tenantId})`;
}

export interface NewCorrection { kind: CorrectionKind; alertIds: readonly string[]; content: CorrectionContent; madeBy: number | null; madeByName: string; madeAt: Date }

export async function insertCorrection(tx: Tx, tenantId: number, { alertIds, content, ...rest }: NewCorrection): Promise<number> {
  return (await tx.correction.create({ data: { tenantId, ...rest, alertIds: [...alertIds], content: JSON.parse(JSON.stringify(content)) } })).id;
}

export async function countCorrections(tx: Tx, tenantId: number): Promise<number> {
  return tx.correction.count({ where: { tenantId, undoneAt: null } });
}

export async function findCorrection(tx: Tx, tenantId: number, id: number): Promise<StoredCorrection | undefined> {
  const row = await tx.correction.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row ? ({ ...row, kind: row.kind as CorrectionKind, content: row.content as unknown as CorrectionContent }) : undefined;
}

/** Those that were made on one of these alerts, and what never joins anywhere; the newest first. */
export async function findCorrectionsOf(tx: Tx, tenantId: number, alertIds: readonly string[]): Promise<StoredCorrection[]> {
  const rows = await tx.correction.findMany({ where: { tenantId, alertIds: { hasSome: [...alertIds] } }, orderBy: { id: 'desc' }, take: 100 });
  return rows.map((row) => ({ ...row, kind: row.kind as CorrectionKind, content: row.content as unknown as CorrectionContent }));
}

export async function markUndone(tx: Tx, tenantId: number, id: number, by: string, at: Date): Promise<boolean> {
  const { count } = await tx.correction.updateMany({ where: { tenantId, id, undoneAt: null }, data: { undoneByName: by, undoneAt: at } });
  return count > 0;
}

/** All that stands, as the engine takes it; undefined when there is nothing. */
export async function readCorrections(tx: Tx, tenantId: number): Promise<Corrections | undefined> {
  const rows = await tx.correction.findMany({ where: { tenantId, undoneAt: null }, orderBy: { id: 'asc' }, take: CORRECTIONS_MAX });
  if (rows.length === 0) return undefined;
  const found = rows.map(({ id, content, madeByName, madeAt }) => ({ id, by: madeByName, at: madeAt.getTime(), content: content as unknown as CorrectionContent }));
  return {
    together: found.flatMap(({ content: { together }, by, at }) => (together ?? []).map((keys) => ({ keys, by, at }))),
    apart: found.flatMap(({ id, content: { apart } }) => (apart ? [{ id, ...apart }] : [])),
    neverJoin: found.flatMap(({ content: { neverJoin } }) => neverJoin ?? []),
  };
}

/** Signals of an alert that was taken in by another, given back to it; the alert stands by itself again. */
export async function giveBack(tx: Tx, tenantId: number, { alertId, from, keys }: { alertId: string; from: string; keys: readonly string[] }, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE signal SET alert_id = ${alertId} WHERE tenant_id = ${tenantId} AND alert_id = ${from} AND key = ANY(${[...keys]})`;
  await tx.alert.updateMany({ where: { tenantId, id: alertId, mergedInto: { not: null } }, data: { mergedInto: null, updatedAt: at, version: { increment: 1 } } });
}
