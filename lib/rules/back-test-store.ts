import 'server-only';
import type { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import { findingsSchema, type BackTestDetail, type BackTestFindings, type BackTestRow, type BackTestState } from './model';

export const NO_FINDINGS: BackTestFindings = { sample: [], byEndpoint: {}, byAccount: {}, byDay: {}, byGroup: {}, keysLeftOut: false };
const LISTED_MAX = 200;
const HEAD = {
  id: true, ruleId: true, title: true, days: true, state: true, chunksTotal: true, chunksDone: true, records: true, matches: true, error: true, createdBy: true, createdAt: true,
  startedAt: true, finishedAt: true,
} as const;

type Head = Prisma.BackTestGetPayload<{ select: typeof HEAD }>;

function readHead({ records, matches, createdAt, startedAt, finishedAt, state, ...rest }: Head): BackTestRow {
  return {
    ...rest, state: state as BackTestState, records: Number(records), matches: Number(matches), createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null,
  };
}

export async function insertBackTest(tx: Tx, tenantId: number, test: { ruleId: string | null; title: string; ruleText: string; days: number; receivedFrom: Date; receivedTo: Date; createdBy: string; createdAt: Date }): Promise<number> {
  return (await tx.backTest.create({ data: { tenantId, ...test, findings: NO_FINDINGS }, select: { id: true } })).id;
}

export async function findBackTests(tx: Tx, tenantId: number, ruleId: string | undefined): Promise<BackTestRow[]> {
  const rows = await tx.backTest.findMany({ where: { tenantId, ...(ruleId === undefined ? {} : { ruleId }) }, select: HEAD, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: LISTED_MAX });
  return rows.map(readHead);
}

export async function countWaiting(tx: Tx, tenantId: number): Promise<number> {
  return tx.backTest.count({ where: { tenantId, state: { in: ['queued', 'running'] } } });
}

export interface StoredBackTest { detail: BackTestDetail; lastSequence: bigint; receivedFrom: Date; receivedTo: Date }

export async function findBackTest(tx: Tx, tenantId: number, id: number): Promise<StoredBackTest | undefined> {
  const row = await tx.backTest.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) return undefined;
  const { findings, ruleText, lastSequence, receivedFrom, receivedTo, tenantId: _tenant, ...head } = row;
  return { detail: { ...readHead(head), ruleText, findings: findingsSchema.parse(findings) }, lastSequence, receivedFrom, receivedTo };
}

/** False: it is neither waiting nor running any more. */
export async function markRunning(tx: Tx, tenantId: number, id: number, chunksTotal: number, at: Date): Promise<boolean> {
  await tx.backTest.updateMany({ where: { tenantId, id, startedAt: null }, data: { startedAt: at } });
  return (await tx.backTest.updateMany({ where: { tenantId, id, state: { in: ['queued', 'running'] } }, data: { state: 'running', chunksTotal } })).count > 0;
}

export interface BackTestProgress { chunksDone: number; records: number; matches: number; lastSequence: bigint; findings: BackTestFindings }

/** False: it was cancelled meanwhile. */
export async function writeProgress(tx: Tx, tenantId: number, id: number, progress: BackTestProgress): Promise<boolean> {
  return (await tx.backTest.updateMany({ where: { tenantId, id, state: 'running' }, data: progress })).count > 0;
}

export async function finishBackTest(tx: Tx, tenantId: number, id: number, state: BackTestState, at: Date, error: string | null = null): Promise<boolean> {
  return (await tx.backTest.updateMany({ where: { tenantId, id, state: { in: ['queued', 'running'] } }, data: { state, error, finishedAt: at } })).count > 0;
}
