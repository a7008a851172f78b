import 'server-only';
import type { Level, RuleInfo } from '../engine/sigma/types';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import type { ImportCounts, Kind, RuleExcess, RuleProblem } from './model';
import type { ParsedRule, Variables } from './parse-rule';

export interface StoredRule {
  id: string; origin: 'imported' | 'own'; originSet: string; file: string; firstLine: number; text: string; upstreamText: string | null; kind: Kind; title: string; info: RuleInfo;
  problems: RuleProblem[]; importedAt: Date | null; createdAt: Date; updatedAt: Date; deletedAt: Date | null;
}
/** Without the texts, of which there may be megabytes. */
export type RuleHead = Omit<StoredRule, 'text' | 'upstreamText'> & { edited: boolean };
export interface Overlay { ruleId: string; enabled: boolean | null; level: Level | null; quarantined: boolean; excess: RuleExcess | null; excessAt: Date | null }

const asRow = <T>(row: unknown): T => row as T;
const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

/** One change of a tenant's rules at a time, so that each sees what the one before it left. */
export async function lockRules(tx: Tx, tenantId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rules'), ${tenantId})`;
}

export async function findRule(tx: Tx, tenantId: number, id: string): Promise<StoredRule | undefined> {
  const row = await tx.rule.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row ? asRow<StoredRule>(row) : undefined;
}

/** Every rule of the tenant without its text. */
export async function findRuleHeads(tx: Tx, tenantId: number, options: { deleted: boolean }): Promise<RuleHead[]> {
  return tx.$queryRaw<RuleHead[]>`
    SELECT id, origin, origin_set AS "originSet", file, first_line AS "firstLine", kind, title, info, problems, imported_at AS "importedAt", created_at AS "createdAt",
      updated_at AS "updatedAt", deleted_at AS "deletedAt", upstream_text IS NOT NULL AND upstream_text IS DISTINCT FROM text AS edited
    FROM rule WHERE tenant_id = ${tenantId} AND (${options.deleted} OR deleted_at IS NULL) ORDER BY id`;
}

export interface SoundRule { id: string; file: string; text: string; status: string; kind: Kind }

/** What can be compiled, in the order of ids, so that equal rules make equal sets. */
export async function findSoundRules(tx: Tx, tenantId: number): Promise<SoundRule[]> {
  return tx.$queryRaw<SoundRule[]>`
    SELECT id, file, text, info->>'status' AS status, kind FROM rule WHERE tenant_id = ${tenantId} AND deleted_at IS NULL AND kind <> 'broken' ORDER BY id`;
}

/** The whole rules of an import set, and whatever else has one of these ids; deleted ones too. */
export async function findRulesForImport(tx: Tx, tenantId: number, originSet: string, ids: readonly string[]): Promise<StoredRule[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id, origin, origin_set AS "originSet", file, first_line AS "firstLine", text, upstream_text AS "upstreamText", kind, title, info, problems, imported_at AS "importedAt",
      created_at AS "createdAt", updated_at AS "updatedAt", deleted_at AS "deletedAt"
    FROM rule WHERE tenant_id = ${tenantId} AND (origin_set = ${originSet} OR id = ANY(${[...ids]}))`;
  return rows.map(asRow<StoredRule>);
}

/** Rules whose text mentions the modifier for placeholders. */
export async function findRulesWithPlaceholders(tx: Tx, tenantId: number): Promise<StoredRule[]> {
  return (await tx.rule.findMany({ where: { tenantId, deletedAt: null, text: { contains: '|expand' } } })).map(asRow<StoredRule>);
}

export interface RuleWrite extends ParsedRule { origin: StoredRule['origin']; originSet: string; upstreamText: string | null; importedAt: Date | null }

const WRITE_ROWS = 500;

/** Inserts or replaces whole rules; the time of making stays, and what was deleted comes back. */
export async function writeRules(tx: Tx, tenantId: number, rules: readonly RuleWrite[], at: Date): Promise<void> {
  for (let from = 0; from < rules.length; from += WRITE_ROWS) {
    const rows = JSON.stringify(rules.slice(from, from + WRITE_ROWS).map((r) => ({
      id: r.id, origin: r.origin, origin_set: r.originSet, file: r.file, first_line: r.firstLine, text: r.text, upstream_text: r.upstreamText, kind: r.kind, title: r.title,
      info: r.info, problems: r.problems, imported_at: r.importedAt,
    })));
    await tx.$executeRaw`
      INSERT INTO rule (tenant_id, id, origin, origin_set, file, first_line, text, upstream_text, kind, title, info, problems, imported_at, created_at, updated_at)
      SELECT ${tenantId}, id, origin, origin_set, file, first_line, text, upstream_text, kind, title, info, problems, imported_at, ${at}, ${at}
      FROM json_to_recordset(${rows}::json) AS r(id text, origin text, origin_set text, file text, first_line int, text text, upstream_text text, kind text, title text, info jsonb, problems jsonb, imported_at timestamptz)
      ON CONFLICT (tenant_id, id) DO UPDATE SET origin = excluded.origin, origin_set = excluded.origin_set, file = excluded.file, first_line = excluded.first_line, text = excluded.text,
        upstream_text = excluded.upstream_text, kind = excluded.kind, title = excluded.title, info = excluded.info, problems = excluded.problems, imported_at = excluded.imported_at,
        updated_at = excluded.updated_at, deleted_at = NULL`;
  }
}

/** They no longer match; their titles stay for what they have detected. */
export async function markDeleted(tx: Tx, tenantId: number, ids: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE rule SET deleted_at = ${at}, updated_at = ${at} WHERE tenant_id = ${tenantId} AND id = ANY(${[...ids]})`;
}

export async function findOverlays(tx: Tx, tenantId: number): Promise<Overlay[]> {
  return (await tx.ruleOverlay.findMany({ where: { tenantId }, omit: { tenantId: true, updatedAt: true } })).map(asRow<Overlay>);
}

export async function findOverlay(tx: Tx, tenantId: number, ruleId: string): Promise<Overlay | undefined> {
  const row = await tx.ruleOverlay.findUnique({ where: { tenantId_ruleId: { tenantId, ruleId } }, omit: { tenantId: true, updatedAt: true } });
  return row ? asRow<Overlay>(row) : undefined;
}

interface OverlayChange { enabled?: boolean | null; level?: Level | null; quarantined?: boolean; excess?: RuleExcess | null }

export async function writeOverlay(tx: Tx, tenantId: number, ruleId: string, change: OverlayChange, at: Date): Promise<void> {
  const { excess, ...plain } = change;
  const data = { ...plain, ...(excess === undefined ? {} : { excess: excess === null ? Prisma.DbNull : json(excess), excessAt: excess && at }), updatedAt: at };
  await tx.ruleOverlay.upsert({ where: { tenantId_ruleId: { tenantId, ruleId } }, create: { tenantId, ruleId, ...data }, update: data });
}

/** A changed text is another rule: what the old one cost says nothing about it. */
export async function forgetExcess(tx: Tx, tenantId: number, ids: readonly string[]): Promise<void> {
  await tx.ruleOverlay.updateMany({ where: { tenantId, ruleId: { in: [...ids] }, excessAt: { not: null } }, data: { quarantined: false, excess: Prisma.DbNull, excessAt: null } });
  await tx.ruleCost.deleteMany({ where: { tenantId, ruleId: { in: [...ids] } } });
}

export async function findVariables(tx: Tx, tenantId: number): Promise<Record<string, string[]>> {
  const rows = await tx.ruleVariable.findMany({ where: { tenantId }, orderBy: { name: 'asc' } });
  return Object.fromEntries(rows.map(({ name, values }) => [name, values]));
}

export async function replaceVariables(tx: Tx, tenantId: number, variables: Variables, at: Date): Promise<void> {
  await tx.ruleVariable.deleteMany({ where: { tenantId } });
  await tx.ruleVariable.createMany({ data: Object.entries(variables).map(([name, values]) => ({ tenantId, name, values: [...values], updatedAt: at })) });
}

export async function findVersion(tx: Tx, tenantId: number): Promise<bigint> {
  return (await tx.ruleVersion.findUnique({ where: { tenantId }, select: { version: true } }))?.version ?? 0n;
}

/** Last write of every change that matters to matching: the next batch sees the new version. The row lock puts changes of a tenant in order. */
export async function bumpVersion(tx: Tx, tenantId: number, at: Date): Promise<bigint> {
  const { version } = await tx.ruleVersion.upsert({ where: { tenantId }, create: { tenantId, version: 1n, updatedAt: at }, update: { version: { increment: 1n }, updatedAt: at } });
  await tx.$executeRaw`SELECT pg_notify('yagura_rules', ${String(tenantId)})`;
  return version;
}

export async function findImports(tx: Tx, tenantId: number): Promise<{ originSet: string; importedAt: Date; counts: ImportCounts; problems: RuleProblem[] }[]> {
  return (await tx.ruleImport.findMany({ where: { tenantId }, orderBy: { originSet: 'asc' }, omit: { tenantId: true } })).map(asRow<{ originSet: string; importedAt: Date; counts: ImportCounts; problems: RuleProblem[] }>);
}

export async function writeImport(tx: Tx, tenantId: number, originSet: string, counts: ImportCounts, problems: readonly RuleProblem[], at: Date): Promise<void> {
  const data = { importedAt: at, counts: json(counts), problems: json(problems) };
  await tx.ruleImport.upsert({ where: { tenantId_originSet: { tenantId, originSet } }, create: { tenantId, originSet, ...data }, update: data });
}

/** Sampled cost of rules, nanoseconds per event. */
export async function findCosts(tx: Tx, tenantId: number): Promise<Map<string, number>> {
  const rows = await tx.ruleCost.findMany({ where: { tenantId, events: { gt: 0 } } });
  return new Map(rows.map((r) => [r.ruleId, Number(r.nanoseconds) / Number(r.events)]));
}

/** Older samples weigh half as much with every new one, so that a cost follows the traffic of the day. */
export async function addCosts(tx: Tx, tenantId: number, costs: readonly { ruleId: string; nanoseconds: number; events: number }[], at: Date): Promise<void> {
  const rows = JSON.stringify(costs.map((c) => ({ rule_id: c.ruleId, nanoseconds: Math.round(c.nanoseconds), events: c.events })));
  await tx.$executeRaw`
    INSERT INTO rule_cost (tenant_id, rule_id, nanoseconds, events, measured_at)
    SELECT ${tenantId}, rule_id, nanoseconds, events, ${at} FROM json_to_recordset(${rows}::json) AS c(rule_id text, nanoseconds bigint, events bigint) ORDER BY rule_id
    ON CONFLICT (tenant_id, rule_id) DO UPDATE SET nanoseconds = rule_cost.nanoseconds / 2 + excluded.nanoseconds, events = (rule_cost.events + 1) / 2 + excluded.events, measured_at = excluded.measured_at`;
}
