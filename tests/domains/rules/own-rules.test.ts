import { describe, expect, it } from 'vitest';
import type { Context } from '../../../lib/platform/context';
import { tenantTx } from '../../../lib/platform/tx';
import { deleteOwnRule } from '../../../lib/rules/delete-own-rule';
import { getRule } from '../../../lib/rules/get-rule';
import { listBackTests } from '../../../lib/rules/list-back-tests';
import { listRules } from '../../../lib/rules/list-rules';
import { listVariables } from '../../../lib/rules/list-variables';
import { readRuleQuery, writeRuleQuery } from '../../../lib/rules/queries';
import { releaseRule } from '../../../lib/rules/release-rule';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { setOverlay } from '../../../lib/rules/set-overlay';
import { setVariables } from '../../../lib/rules/set-variables';
import { startBackTest } from '../../../lib/rules/start-back-test';
import { validateRule } from '../../../lib/rules/validate-rule';
import { newTenant, withDatabase } from '../../support/database';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';

const db = withDatabase();
const actions = async (tenantId: number) => (await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map(({ action }) => action);
const version = async (tenantId: number) => (await db.sql<{ v: string }>('SELECT rule_set_version($1) AS v', [tenantId]))[0]?.v;

describe('a rule of one\'s own', () => {
  it('is made, changed and deleted, each with audit and a new version of the rule set', async () => {
    const { ctx, tenantId } = await newTenant();
    expect(await version(tenantId)).toBe('0');
    const saved = await saveOwnRule(ctx('Senior Analyst'), undefined, { text: ruleText({ id: RULE_A }) });
    expect(saved).toEqual({ id: RULE_A, problems: [], version: '1' });
    await saveOwnRule(ctx(), RULE_A, { text: ruleText({ id: RULE_A, title: 'Second', author: 'Mori Hana, Abe Ken' }) });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ title: 'Second', author: 'Mori Hana, Abe Ken', origin: 'own', edited: false, level: 'high', tests: [], hits: [] });
    await setOverlay(ctx(), RULE_A, { enabled: false });
    await deleteOwnRule(ctx(), RULE_A);
    await expect(deleteOwnRule(ctx(), RULE_A)).rejects.toMatchObject({ code: 'not_found' });
    expect(await actions(tenantId)).toEqual(['rule.created', 'rule.changed', 'rule.overlay_set', 'rule.deleted']);
    expect(await version(tenantId)).toBe('4');
  });

  it('gets an id when it has none, and never another one; its author stays too', async () => {
    const { ctx } = await newTenant();
    const text = ruleText({ id: RULE_A }).replace(/^id:.*\n/m, '');
    const { id } = await saveOwnRule(ctx(), undefined, { text });
    expect(id).toMatch(/^[0-9a-f]{8}-/);
    expect((await getRule(ctx(), id)).text).toBe(`id: ${id}\n${text}`);
    await saveOwnRule(ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await expect(saveOwnRule(ctx(), undefined, { text: ruleText({ id: RULE_A }) })).rejects.toMatchObject({ code: 'conflict' });
    await expect(saveOwnRule(ctx(), RULE_A, { text: ruleText({ id: RULE_B }) })).rejects.toMatchObject({ code: 'bad_request', fields: { id: 'must not change' } });
    await expect(saveOwnRule(ctx(), RULE_A, { text: ruleText({ id: RULE_A, author: 'Someone else' }) })).rejects.toMatchObject({ code: 'bad_request', fields: { author: 'must keep the author' } });
    await expect(saveOwnRule(ctx(), RULE_B, { text: ruleText({ id: RULE_B }) })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('with errors is refused with their lines, and nothing changes', async () => {
    const { ctx, tenantId } = await newTenant();
    const broken = ruleText({ id: RULE_A, detection: "  seen:\n    CommandLine|resembles: 'x'\n  condition: seen" });
    await expect(saveOwnRule(ctx(), undefined, { text: broken })).rejects.toMatchObject({ code: 'bad_request', fields: { '14:5': 'unknown modifier "resembles"' } });
    await expect(saveOwnRule(ctx(), undefined, { text: `${ruleText({ id: RULE_A })}---\n${ruleText({ id: RULE_B })}` })).rejects.toMatchObject({ code: 'bad_request' });
    expect(await version(tenantId)).toBe('0');
    expect(await actions(tenantId)).toEqual([]);
  });

  it('is explained while it is written: errors with line and column, or what its selections ask', async () => {
    const { ctx, tenantId } = await newTenant();
    const sound = await validateRule(ctx('Analyst'), { text: ruleText({ id: RULE_A, detection: "  seen:\n    CommandLine|contains|all:\n      - 'one'\n      - 'two'\n    Image|re: '.*\\.exe'\n  words:\n    - 'three'\n  condition: seen or words" }) });
    expect(sound).toMatchObject({ kind: 'rule', problems: [], info: { title: `Rule ${RULE_A}`, techniques: ['T1059.001'] } });
    expect(sound.parts).toEqual([
      { selection: 'seen', field: 'CommandLine', negated: false, all: true, how: ['contains'], values: ['one', 'two'], valueCount: 2 },
      { selection: 'seen', field: 'Image', negated: false, all: false, how: ['regex'], values: ['.*\\.exe'], valueCount: 1 },
      { selection: 'words', field: null, negated: false, all: false, how: ['contains'], values: ['three'], valueCount: 1 },
    ]);
    expect((await validateRule(ctx(), { text: 'title: x\ndetection:\n  - [' })).problems[0]).toMatchObject({ severity: 'error', line: 3 });
    await expect(validateRule(ctx('SIEM'), { text: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await version(tenantId)).toBe('0');
  });
});

describe('a back-test before any worker has run', () => {
  it('is refused with the reason, and leaves nothing behind', async () => {
    const { ctx, tenantId } = await newTenant();
    await expect(startBackTest(ctx(), { text: ruleText({ id: RULE_A }), days: 1 })).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('worker') as string });
    expect(await listBackTests(ctx())).toEqual([]);
    expect(await actions(tenantId)).toEqual([]);
  });
});

describe('the list of rules', () => {
  it('holds the built-in rules with their tests, filters by every facet, and counts what each value would give', async () => {
    const { ctx } = await newTenant();
    const all = await listRules(ctx('Analyst'));
    expect(all.total).toBeGreaterThanOrEqual(60);
    expect(all.rules.every(({ origin, enabled, problems }) => origin === 'built-in' && enabled && problems.length === 0)).toBe(true);
    for (const facet of ['level', 'tactic', 'technique', 'logSource', 'status'] as const) {
      const value = all.facets[facet][0];
      expect(value, facet).toBeDefined();
      const found = await listRules(ctx(), { [facet]: [value?.value ?? ''] });
      expect(found.rules).toHaveLength(value?.count ?? 0);
      expect(found.facets[facet]).toEqual(all.facets[facet]);
    }
    const detail = await getRule(ctx(), all.rules[0]?.id ?? '');
    expect(detail.tests.length).toBeGreaterThan(0);
    expect(detail.tests.filter(({ positive, matches }) => positive !== matches)).toEqual([]);
    expect(detail.parts.length).toBeGreaterThan(0);
    expect((await listRules(ctx(), { text: detail.title })).rules.map(({ id }) => id)).toContain(detail.id);
  });

  it('leaves a deprecated rule off until somebody turns it on', async () => {
    const { ctx } = await newTenant();
    await saveOwnRule(ctx(), undefined, { text: ruleText({ id: RULE_A, status: 'deprecated' }) });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ enabled: false });
    await setOverlay(ctx(), RULE_A, { enabled: true });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ enabled: true });
  });

  it('has its filter in the URL, there and back', () => {
    const filter = { text: 'a b', errors: true, level: ['high', 'low'], state: ['in force'] };
    expect(readRuleQuery(new URLSearchParams(writeRuleQuery(filter)))).toEqual(filter);
    expect(readRuleQuery(new URLSearchParams())).toEqual({});
  });
});

describe('what may be done to rules', () => {
  const refused: [string, (ctx: Context) => Promise<unknown>][] = [
    ['save', (ctx) => saveOwnRule(ctx, undefined, { text: ruleText({ id: RULE_B }) })],
    ['delete', (ctx) => deleteOwnRule(ctx, RULE_A)],
    ['turn off', (ctx) => setOverlay(ctx, RULE_A, { enabled: false })],
    ['release', (ctx) => releaseRule(ctx, RULE_A)],
    ['set variables', (ctx) => setVariables(ctx, { variables: {} })],
  ];

  it.each(refused)('%s is refused to those who only read, and across tenants', async (_name, act) => {
    const own = await newTenant(), other = await newTenant();
    await saveOwnRule(own.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    for (const role of ['Analyst', 'Auditor', 'SIEM', 'SOAR'] as const) await expect(act(own.ctx(role))).rejects.toMatchObject({ code: 'forbidden' });
    await act(other.ctx()).catch(() => undefined);
    expect(await getRule(own.ctx(), RULE_A)).toMatchObject({ enabled: true });
    expect(await version(own.tenantId)).toBe('1');
  });

  it('lists the variables and who waits for one; only their tenant sees them', async () => {
    const { ctx, tenantId } = await newTenant(), other = await newTenant();
    await saveOwnRule(ctx(), undefined, { text: ruleText({ id: RULE_A, detection: "  seen:\n    User|expand: '%admins%'\n  condition: seen" }) });
    expect(await listVariables(ctx())).toEqual({ variables: {}, unset: [{ name: 'admins', rules: 1 }] });
    await setVariables(ctx(), { variables: { admins: ['KOYAMA\\admin'] } });
    expect(await listVariables(ctx())).toEqual({ variables: { admins: ['KOYAMA\\admin'] }, unset: [] });
    expect((await listVariables(other.ctx())).variables).toEqual({});
    expect(await actions(tenantId)).toEqual(['rule.created', 'rule.variables_set']);
    await expect(setVariables(ctx(), { variables: { 'no name': [] } })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('the database itself hides every row of the rules from other tenants', async () => {
    const own = await newTenant(), other = await newTenant();
    await saveOwnRule(own.ctx(), undefined, { text: ruleText({ id: RULE_A }) });
    await setOverlay(own.ctx(), RULE_A, { level: 'low' });
    await setVariables(own.ctx(), { variables: { a: ['b'] } });
    const seen = (tenantId: number) => tenantTx(tenantId, async (tx) => [await tx.rule.count(), await tx.ruleOverlay.count(), await tx.ruleVariable.count(), await tx.ruleVersion.count()]);
    expect(await seen(own.tenantId)).toEqual([1, 1, 1, 1]);
    expect(await seen(other.tenantId)).toEqual([0, 0, 0, 0]);
    await tenantTx(other.tenantId, (tx) => tx.rule.deleteMany({}));
    expect(await seen(own.tenantId)).toEqual([1, 1, 1, 1]);
  });
});
