import { beforeAll, describe, expect, it } from 'vitest';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { deleteOwnRule } from '../../../lib/rules/delete-own-rule';
import { getRule } from '../../../lib/rules/get-rule';
import { EXCESS_LIMITS } from '../../../lib/rules/limits';
import { listRules } from '../../../lib/rules/list-rules';
import { releaseRule } from '../../../lib/rules/release-rule';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { setOverlay } from '../../../lib/rules/set-overlay';
import { setVariables } from '../../../lib/rules/set-variables';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';
import { ndjson, newSource, processStart, send, type TestSource } from '../../ingest/sender';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';

const db = withDatabase();
let number = 0;

/** A fresh record, so that no batch is a replay. */
const record = (commandLine: string, extra: Record<string, unknown> = {}) => processStart(++number, { CommandLine: commandLine, ...extra });

interface Home extends TestTenant { source: TestSource }
async function home(): Promise<Home> {
  const tenant = await newTenant();
  return { ...tenant, source: await newSource(tenant.tenantId) };
}

/** Sends one batch and answers what it was detected as. */
async function detect({ tenantId, source }: Home, ...records: unknown[]): Promise<{ rules: string[]; level: number }[]> {
  const { chunk } = await send(source, ndjson(records));
  expect(chunk).not.toBe('');
  return db.sql<{ rules: string[]; level: number }>('SELECT rule_ids AS rules, level FROM detection WHERE tenant_id = $1 AND chunk_id = (SELECT max(id) FROM chunk WHERE tenant_id = $1) ORDER BY ordinal', [tenantId]);
}

const encoded = () => record('powershell.exe -NoP -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A', { Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' });

describe('a change of the rules', () => {
  let one: Home, other: Home;
  beforeAll(async () => { [one, other] = [await home(), await home()]; });

  it('is in force for the next batch, in its tenant only', async () => {
    expect(await detect(one, record('run umeboshi'))).toEqual([]);
    await saveOwnRule(one.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    expect(await detect(one, record('run umeboshi'))).toEqual([{ rules: [RULE_A], level: 3 }]);
    expect(await detect(other, record('run umeboshi'))).toEqual([]);
    await saveOwnRule(one.ctx(), RULE_A, { text: ruleText({ id: RULE_A, detection: "  seen:\n    CommandLine|contains: 'takuan'\n  condition: seen" }) });
    expect(await detect(one, record('run umeboshi'))).toEqual([]);
    expect(await detect(one, record('run takuan'))).toEqual([{ rules: [RULE_A], level: 3 }]);
    await setOverlay(one.ctx(), RULE_A, { level: 'critical' });
    expect(await detect(one, record('run takuan'))).toEqual([{ rules: [RULE_A], level: 4 }]);
    await setOverlay(one.ctx(), RULE_A, { enabled: false });
    expect(await detect(one, record('run takuan'))).toEqual([]);
    await setOverlay(one.ctx(), RULE_A, { enabled: null, level: null });
    expect(await detect(one, record('run takuan'))).toEqual([{ rules: [RULE_A], level: 3 }]);
    await deleteOwnRule(one.ctx(), RULE_A);
    expect(await detect(one, record('run takuan'))).toEqual([]);
  });

  it('of a built-in rule holds for the tenant that made it, and for no other', async () => {
    const [found] = await detect(other, encoded());
    const id = found?.rules[0] ?? '';
    expect(await detect(one, encoded())).toEqual([found]);
    for (const rule of found?.rules ?? []) await setOverlay(one.ctx(), rule, { enabled: false });
    expect(await detect(one, encoded())).toEqual([]);
    expect(await detect(other, encoded())).toEqual([found]);
    const { text, author } = await getRule(other.ctx(), id);
    await saveOwnRule(other.ctx(), id, { text: text.replace(/detection:[\s\S]*?condition:.*\n/, "detection:\n  seen:\n    CommandLine|contains: 'yuzu'\n  condition: seen\n") });
    expect(await getRule(other.ctx(), id)).toMatchObject({ origin: 'own', edited: true, upstreamText: text, author });
    expect((await detect(other, encoded()))[0]?.rules ?? []).not.toContain(id);
    expect((await detect(other, record('yuzu')))[0]?.rules).toEqual([id]);
    await deleteOwnRule(other.ctx(), id);
    expect(await detect(other, encoded())).toEqual([found]);
  });

  it('lets a rule with a placeholder fire as soon as the placeholder has a value, and says until then that it has none', async () => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: ruleText({ id: RULE_B, detection: "  seen:\n    CommandLine|contains|expand: '%secret_tools%'\n  condition: seen" }) });
    expect(await detect(tenant, record('run furikake'))).toEqual([]);
    const waiting = await listRules(tenant.ctx(), { state: ['placeholder unset'] });
    expect(waiting.rules.map(({ id, problems }) => [id, problems[0]?.severity, problems[0]?.reason])).toEqual([[RULE_B, 'warning', 'the placeholder %secret_tools% has no value']]);
    await setVariables(tenant.ctx(), { variables: { secret_tools: ['furikake', 'natto'] } });
    expect(await detect(tenant, record('run furikake'))).toEqual([{ rules: [RULE_B], level: 3 }]);
    expect((await listRules(tenant.ctx(), { state: ['placeholder unset'] })).rules).toEqual([]);
  });

  it('gives correlation the rule with its title and its author\'s work', async () => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: ruleText({ id: RULE_A, title: 'Pickled plum', level: 'critical' }) });
    await detect(tenant, record('run umeboshi'));
    expect(await correlateTenant({ ...tenant.ctx(), actor: { kind: 'job', name: 'test' } })).toBe('advanced');
    expect(await db.sql('SELECT rule_id, content->>\'ruleTitle\' AS title FROM signal WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ rule_id: RULE_A, title: 'Pickled plum' }]);
    const { rules } = await listRules(tenant.ctx(), { text: 'plum' });
    expect(rules[0]?.outcome).toMatchObject({ count: 1, judged: 0, falsePositives: 0 });
    await db.sql('UPDATE signal SET alert_id = $2 WHERE tenant_id = $1', [tenant.tenantId, 'WB-test']);
    await db.sql(`INSERT INTO alert (tenant_id, id, model, score, severity, status, finding, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
      VALUES ($1, 'WB-test', 'chain', 1, 'low', 'closed', 'false_positive', 1, now(), now(), now(), now(), 1, 1, '{}', '{}')`, [tenant.tenantId]);
    expect((await listRules(tenant.ctx(), { text: 'plum' })).rules[0]?.outcome).toMatchObject({ judged: 1, falsePositives: 1 });
    expect((await getRule(tenant.ctx(), RULE_A)).hits.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });
});

describe('a rule that would stop everything', () => {
  const everything = ruleText({ id: RULE_A, title: 'Everything', detection: "  any:\n    CommandLine|contains: 'e'\n  condition: any" });
  const flood = (count: number) => Array.from({ length: count }, () => record('notepad.exe'));

  it('is quarantined while the batch is stored whole; the list says why, and a person may release it', async () => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: everything });
    const found = await detect(tenant, ...flood(EXCESS_LIMITS.matchesMax + 500));
    expect(found).toHaveLength(EXCESS_LIMITS.floodMatches - 1);
    expect(await db.sql('SELECT stored FROM chunk WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ stored: EXCESS_LIMITS.matchesMax + 500 }]);
    const { rules } = await listRules(tenant.ctx(), { state: ['quarantined'] });
    expect(rules).toEqual([expect.objectContaining({ id: RULE_A, quarantined: true, excess: expect.objectContaining({ reason: 'matches', matches: EXCESS_LIMITS.matchesMax + 500, records: EXCESS_LIMITS.matchesMax + 500 }) })]);
    expect(await detect(tenant, record('notepad.exe'))).toEqual([]);
    const audit = await db.sql<{ action: string; actor_kind: string }>('SELECT action, actor_kind FROM audit WHERE tenant_id = $1 ORDER BY id', [tenant.tenantId]);
    expect(audit).toEqual([{ action: 'rule.created', actor_kind: 'user' }, { action: 'rule.quarantined', actor_kind: 'job' }]);
    await expect(releaseRule(tenant.ctx('Analyst'), RULE_A)).rejects.toMatchObject({ code: 'forbidden' });
    await releaseRule(tenant.ctx(), RULE_A);
    expect(await detect(tenant, record('notepad.exe'))).toEqual([{ rules: [RULE_A], level: 3 }]);
    expect(await db.sql('SELECT action, actor_kind, before->>$2 AS was FROM audit WHERE tenant_id = $1 ORDER BY id DESC LIMIT 1', [tenant.tenantId, 'quarantined'])).toEqual([{ action: 'rule.released', actor_kind: 'user', was: 'true' }]);
  });

  it('is quarantined by its share of its log source, and comes back when its text is changed', async () => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: everything });
    expect(await detect(tenant, ...flood(EXCESS_LIMITS.shareRecordsMin - 1))).toHaveLength(EXCESS_LIMITS.floodMatches - 1);
    expect((await listRules(tenant.ctx(), { state: ['quarantined'] })).rules).toEqual([]);
    await detect(tenant, ...flood(EXCESS_LIMITS.shareRecordsMin));
    expect((await listRules(tenant.ctx(), { state: ['quarantined'] })).rules.map(({ excess }) => excess?.reason)).toEqual(['share']);
    await saveOwnRule(tenant.ctx(), RULE_A, { text: everything.replace("'e'", "'umeboshi'") });
    expect(await detect(tenant, record('umeboshi'))).toEqual([{ rules: [RULE_A], level: 3 }]);
  });

  it('is reported and stays in force when it is built in', async () => {
    const tenant = await home();
    const [found] = await detect(tenant, encoded());
    await detect(tenant, ...Array.from({ length: EXCESS_LIMITS.shareRecordsMin + 1 }, encoded));
    const { rules } = await listRules(tenant.ctx());
    const reported = rules.filter(({ excess }) => excess !== null);
    expect(reported.map(({ id }) => id)).toEqual(expect.arrayContaining(found?.rules ?? ['none']));
    expect(reported.every(({ quarantined, origin }) => !quarantined && origin === 'built-in')).toBe(true);
    expect(await detect(tenant, encoded())).toEqual([found]);
  });

  it.each([
    ['a pattern that backtracking engines die of', `  seen:\n    CommandLine|re: '(a+)+(b|c|a)*(a|aa)+$'\n  condition: seen`],
    ['10,000 values', `  seen:\n    CommandLine|contains:\n${Array.from({ length: 10_000 }, (_, n) => `      - 'value-${n}-x'\n`).join('')}  condition: seen`],
  ])('with %s is stored, compiled and run with its batch', async (_what, detection) => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: ruleText({ id: RULE_A, detection }) });
    await detect(tenant, ...Array.from({ length: 200 }, () => record(`${'a'.repeat(5_000)}!`)));
    expect(await db.sql('SELECT stored FROM chunk WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ stored: 200 }]);
    const measured = await db.sql<{ events: string }>('SELECT events FROM rule_cost WHERE tenant_id = $1 AND rule_id = $2', [tenant.tenantId, RULE_A]);
    expect(Number(measured[0]?.events)).toBeGreaterThan(0);
    expect((await listRules(tenant.ctx(), { text: RULE_A })).rules[0]?.nanosecondsPerEvent).toBeGreaterThan(0);
  });
});
