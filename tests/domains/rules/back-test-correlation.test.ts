import { Logger, runMigrations, runOnce } from 'graphile-worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { listAlerts } from '../../../lib/alerts/list-alerts';
import { getBackTest } from '../../../lib/rules/get-back-test';
import { getRule } from '../../../lib/rules/get-rule';
import { runBackTest } from '../../../lib/rules/run-back-test';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { setOverlay } from '../../../lib/rules/set-overlay';
import { startBackTest } from '../../../lib/rules/start-back-test';
import { taskList } from '../../../lib/worker/jobs';
import { ndjson, processStart, send } from '../../ingest/sender';
import { withDatabase } from '../../support/database';
import { drain, tenantWithSource } from '../alerts/intrusion';
import { RULE_A, ruleText } from './support/rule-text';

const db = withDatabase();
const MODEL = '11111111-aaaa-4aaa-8aaa-0000000000c1';
const model = (gte: number, refersTo = RULE_A) => `title: Many files in a row
id: ${MODEL}
author: Mori Hana
correlation:
  type: value_count
  rules: ${refersTo}
  group-by: User
  timespan: 10m
  condition:
    field: CommandLine
    gte: ${gte}
level: high
`;
const work = () => runOnce({ connectionString: db.url(), taskList, noHandleSignals: true, logger: new Logger(() => () => undefined) });

type Home = Awaited<ReturnType<typeof tenantWithSource>>;
/** Six files by one person and two by another, in two batches. */
async function fill({ source }: Home): Promise<void> {
  const record = (n: number, user: string) => processStart(n, { CommandLine: `umeboshi ${n}`, User: `KOYAMA\\${user}` });
  await send(source, ndjson([record(1, 'sato'), record(2, 'sato'), record(3, 'ito'), record(4, 'sato')]));
  await send(source, ndjson([record(5, 'sato'), record(6, 'ito'), record(7, 'sato'), record(8, 'sato'), processStart(9)]));
}
async function backTest(home: Home, input: object) {
  const { id } = await startBackTest(home.tenant.ctx(), { days: 1, ...input });
  await work();
  return getBackTest(home.tenant.ctx(), id);
}

describe('a back-test of a correlation rule', () => {
  beforeAll(async () => { await runMigrations({ connectionString: db.url() }); });

  it('says which groups it would have held for, over all batches together, with their records', async () => {
    const home = await tenantWithSource();
    await saveOwnRule(home.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await fill(home);
    const found = await backTest(home, { text: model(5) });
    expect(found).toMatchObject({ state: 'done', error: null, chunksDone: 2, records: 9, matches: 1, findings: { byGroup: { 'User=KOYAMA\\sato': 1 }, byDay: { '2026-11-20': 1 }, keysLeftOut: false } });
    expect(found.findings.sample).toHaveLength(6);
    expect(Object.values(found.findings.byEndpoint)).toEqual([1]);
    expect(await backTest(home, { text: model(2) })).toMatchObject({ matches: 2, findings: { byGroup: { 'User=KOYAMA\\sato': 1, 'User=KOYAMA\\ito': 1 } } });
    expect(await backTest(home, { text: model(7) })).toMatchObject({ state: 'done', matches: 0 });
  });

  it('holds where the same rule holds live', async () => {
    const home = await tenantWithSource();
    await saveOwnRule(home.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await saveOwnRule(home.tenant.ctx(), undefined, { text: model(5) });
    await fill(home);
    await drain(home.job);
    expect((await listAlerts(home.tenant.ctx(), {})).items.map((alert) => alert.model)).toEqual(['sigma_correlation']);
    expect(await backTest(home, { ruleId: MODEL })).toMatchObject({ state: 'done', matches: 1 });
    const page = await getRule({ ...home.tenant.ctx(), clock: { now: () => new Date('2026-11-21T00:00:00Z') } }, MODEL);
    expect(page).toMatchObject({ outcome: { count: 6 }, hits: [{ day: '2026-11-20', count: 6 }], alerts: { total: 1, rows: [{ status: 'open', count: 6 }] } });
  });

  it('of its base rule alone shows what that rule matches, although live it makes no detection', async () => {
    const home = await tenantWithSource();
    await saveOwnRule(home.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await saveOwnRule(home.tenant.ctx(), undefined, { text: model(5) });
    await fill(home);
    expect(await db.sql('SELECT 1 FROM detection WHERE tenant_id = $1 AND $2 = ANY(rule_ids)', [home.tenant.tenantId, RULE_A])).toEqual([]);
    expect(await backTest(home, { ruleId: RULE_A })).toMatchObject({ state: 'done', matches: 8 });
  });

  it('begins anew with another worker, and comes to the same result', async () => {
    const home = await tenantWithSource();
    await saveOwnRule(home.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await fill(home);
    const { id } = await startBackTest(home.tenant.ctx(), { days: 1, text: model(5) });
    let seen = 0;
    const stopping = { aborted: false, throwIfAborted() { if (seen++ === 1) { stopping.aborted = true; throw new Error('the worker stops'); } } };
    await expect(runBackTest(home.job, id, stopping as unknown as AbortSignal)).rejects.toThrow('the worker stops');
    expect(await getBackTest(home.tenant.ctx(), id)).toMatchObject({ state: 'running', chunksDone: 1 });
    await runBackTest(home.job, id, new AbortController().signal);
    expect(await getBackTest(home.tenant.ctx(), id)).toMatchObject({ state: 'done', chunksDone: 2, records: 9, matches: 1 });
  });

  it('fails with the reason when a rule that it refers to is unknown or off', async () => {
    const home = await tenantWithSource();
    await fill(home);
    expect(await backTest(home, { text: model(5) })).toMatchObject({ state: 'failed', error: expect.stringContaining(`"${RULE_A}", which is not among the rules`) });
    await saveOwnRule(home.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await setOverlay(home.tenant.ctx(), RULE_A, { enabled: false });
    expect(await backTest(home, { text: model(5) })).toMatchObject({ state: 'failed' });
  });
});
