import { Logger, runMigrations, runOnce } from 'graphile-worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { createException } from '../../../lib/exceptions/create-exception';
import { cancelBackTest } from '../../../lib/rules/cancel-back-test';
import { getBackTest } from '../../../lib/rules/get-back-test';
import { getRule } from '../../../lib/rules/get-rule';
import { listBackTests } from '../../../lib/rules/list-back-tests';
import { runBackTest } from '../../../lib/rules/run-back-test';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { startBackTest } from '../../../lib/rules/start-back-test';
import { recordUuid } from '../../../lib/platform/ids';
import { taskList } from '../../../lib/worker/jobs';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';
import { ndjson, newSource, processStart, send, type TestSource } from '../../ingest/sender';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';

const db = withDatabase();
const NEVER = new AbortController().signal;

interface Home extends TestTenant { source: TestSource }
async function home(): Promise<Home> {
  const tenant = await newTenant();
  return { ...tenant, source: await newSource(tenant.tenantId, { clockSkewSeconds: 3_600 }) };
}

/** Three batches in three shapes, with live detections of the rule; the second without a zone, on a skewed clock. */
async function fill({ source }: Home, word: string): Promise<void> {
  const records = (from: number) => Array.from({ length: 60 }, (_, n) => processStart(from + n, { CommandLine: n % 7 === 0 ? `run ${word} ${n}` : `plain ${n}`, Hostname: `PC-${n % 3}.koyama.example` }));
  await send(source, ndjson(records(0)));
  await send(source, ndjson(records(100).map(({ UtcTime: _utc, ...rest }) => rest)), { gzip: true });
  await send(source, JSON.stringify(records(200)), { query: '?format=json' });
}

async function liveUuids(tenantId: number, ruleId: string): Promise<string[]> {
  const rows = await db.sql<{ day: string; chunk: string; ordinal: number }>(
    "SELECT to_char(received_day, 'YYYY-MM-DD') AS day, chunk_id::text AS chunk, ordinal FROM detection WHERE tenant_id = $1 AND $2 = ANY(rule_ids) ORDER BY chunk_id, ordinal", [tenantId, ruleId]);
  return rows.map(({ day, chunk, ordinal }) => recordUuid({ receivedDay: day, chunkId: BigInt(chunk), ordinal }));
}

const work = () => runOnce({ connectionString: db.url(), taskList, noHandleSignals: true, logger: new Logger(() => () => undefined) });
const asJob = (home: Home) => ({ ...home.ctx(), actor: { kind: 'job', name: 'test' } as const });

describe('a back-test', () => {
  beforeAll(async () => { await runMigrations({ connectionString: db.url() }); });

  it('raises nothing that an exception mutes, whenever the exception was made', async () => {
    const tenant = await home();
    await fill(tenant, 'umeboshi');
    const text = ruleText({ id: RULE_A });
    const all = await startBackTest(tenant.ctx(), { text, days: 1 });
    await runBackTest(asJob(tenant), all.id, NEVER);
    await createException(tenant.ctx(), { title: 'One PC', reason: 'known', draft: { conditions: [], scope: { rules: [RULE_A], endpoints: ['pc-0'] } } });
    const left = await startBackTest(tenant.ctx(), { text, days: 1 });
    await runBackTest(asJob(tenant), left.id, NEVER);
    const [before, after] = [await getBackTest(tenant.ctx(), all.id), await getBackTest(tenant.ctx(), left.id)];
    expect(before).toMatchObject({ state: 'done', matches: 27, findings: { byEndpoint: { 'pc-0': 9 } } });
    expect(after).toMatchObject({ state: 'done', matches: 18 });
    expect(after.findings.byEndpoint).not.toHaveProperty('pc-0');
  });

  it('run by the worker finds exactly what the same rule found live', async () => {
    const tenant = await home();
    await saveOwnRule(tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await fill(tenant, 'umeboshi');
    const live = await liveUuids(tenant.tenantId, RULE_A);
    expect(live).toHaveLength(27);
    const { id } = await startBackTest(tenant.ctx(), { ruleId: RULE_A, days: 7 });
    expect(await getBackTest(tenant.ctx(), id)).toMatchObject({ state: 'queued', chunksDone: 0, matches: 0 });
    await work();
    const found = await getBackTest(tenant.ctx('Analyst'), id);
    expect(found).toMatchObject({ state: 'done', chunksTotal: 3, chunksDone: 3, records: 180, matches: 27, title: `Rule ${RULE_A}`, createdBy: 'Aiko Test' });
    expect([...found.findings.sample].sort()).toEqual([...live].sort());
    const days = await db.sql<{ day: string; n: number }>("SELECT to_char(observed_at, 'YYYY-MM-DD') AS day, count(*)::int AS n FROM detection WHERE tenant_id = $1 GROUP BY 1", [tenant.tenantId]);
    expect(found.findings.byDay).toEqual(Object.fromEntries(days.map(({ day, n }) => [day, n])));
    const endpoints = await db.sql<{ key: string; n: number }>('SELECT endpoint_key AS key, count(*)::int AS n FROM detection WHERE tenant_id = $1 GROUP BY 1', [tenant.tenantId]);
    expect(found.findings.byEndpoint).toEqual(Object.fromEntries(endpoints.map(({ key, n }) => [key, n])));
    expect(found.findings.byAccount).toEqual({ sato: 27 });
    expect(await listBackTests(tenant.ctx(), RULE_A)).toMatchObject([{ id, state: 'done', matches: 27 }]);
  });

  it('shows what a rule that is only being written would have raised, and obeys the filters that live matching obeys', async () => {
    const tenant = await home();
    await fill(tenant, 'natto');
    const text = ruleText({ id: RULE_B, detection: "  seen:\n    CommandLine|contains: 'natto'\n  condition: seen" });
    const run = async () => {
      const { id } = await startBackTest(tenant.ctx(), { text, days: 1 });
      await work();
      return getBackTest(tenant.ctx(), id);
    };
    expect(await run()).toMatchObject({ state: 'done', matches: 27, ruleId: null });
    expect(await db.sql('SELECT 1 FROM detection WHERE tenant_id = $1 AND $2 = ANY(rule_ids)', [tenant.tenantId, RULE_B])).toEqual([]);
    await saveOwnRule(tenant.ctx(), undefined, { text: `title: Not on PC-0\nid: 11111111-aaaa-4aaa-8aaa-0000000000ff\nlogsource:\n  product: windows\nfilter:\n  rules: any\n  quiet:\n    CommandLine|contains: ' 0'\n  condition: quiet\n` });
    expect(await run()).toMatchObject({ state: 'done', matches: 24 });
  });

  it('looks back as far as it was asked to', async () => {
    const tenant = await home();
    await fill(tenant, 'umeboshi');
    await db.sql("UPDATE chunk SET received_at = received_at - interval '3 days' WHERE tenant_id = $1 AND sequence = 1", [tenant.tenantId]);
    const { id } = await startBackTest(tenant.ctx(), { text: ruleText({ id: RULE_A }), days: 1 });
    await work();
    expect(await getBackTest(tenant.ctx(), id)).toMatchObject({ state: 'done', chunksTotal: 2, matches: 18 });
  });

  it('goes on with another worker where one stopped', async () => {
    const tenant = await home();
    await fill(tenant, 'umeboshi');
    const { id } = await startBackTest(tenant.ctx(), { text: ruleText({ id: RULE_A }), days: 1 });
    const stopping = { aborted: false, throwIfAborted() { if (seen++ === 1) { stopping.aborted = true; throw new Error('the worker stops'); } } };
    let seen = 0;
    await expect(runBackTest(asJob(tenant), id, stopping as unknown as AbortSignal)).rejects.toThrow('the worker stops');
    expect(await getBackTest(tenant.ctx(), id)).toMatchObject({ state: 'running', chunksDone: 1, matches: 9 });
    await runBackTest(asJob(tenant), id, NEVER);
    expect(await getBackTest(tenant.ctx(), id)).toMatchObject({ state: 'done', chunksDone: 3, matches: 27 });
    expect(new Set((await getBackTest(tenant.ctx(), id)).findings.sample).size).toBe(27);
  });

  it('stops when it is cancelled, and is not done afterwards', async () => {
    const tenant = await home();
    await fill(tenant, 'umeboshi');
    const { id } = await startBackTest(tenant.ctx(), { text: ruleText({ id: RULE_A }), days: 1 });
    await cancelBackTest(tenant.ctx(), id);
    await work();
    expect(await getBackTest(tenant.ctx(), id)).toMatchObject({ state: 'cancelled', chunksDone: 0 });
    await expect(cancelBackTest(tenant.ctx(), id)).rejects.toMatchObject({ code: 'conflict' });
    const audit = await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenant.tenantId]);
    expect(audit.map(({ action }) => action)).toEqual(['back_test.started', 'back_test.cancelled']);
  });

  it('refuses what cannot be run, those who may not change rules, and other tenants', async () => {
    const tenant = await home(), other = await home();
    const [text, days] = [ruleText({ id: RULE_A }), 1];
    for (const role of ['Analyst', 'Auditor', 'SOAR'] as const) await expect(startBackTest(tenant.ctx(role), { text, days })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startBackTest(tenant.ctx(), { text: ruleText({ id: RULE_A, detection: '  a:\n    b: 1\n  condition: c' }), days })).rejects.toMatchObject({ code: 'bad_request', fields: { '15:14': expect.stringContaining('c') } });
    await expect(startBackTest(tenant.ctx(), { text, days: 0 })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(startBackTest(tenant.ctx(), { ruleId: 'nobody', days })).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await startBackTest(tenant.ctx(), { text, days });
    await expect(getBackTest(other.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(cancelBackTest(other.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listBackTests(other.ctx())).toEqual([]);
    await expect(getRule(other.ctx(), RULE_A)).rejects.toMatchObject({ code: 'not_found' });
  });
});
