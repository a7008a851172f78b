import { describe, expect, it } from 'vitest';
import { changeAlert } from '../../../lib/alerts/change-alert';
import { OUTCOME_DAYS, ruleOutcomes } from '../../../lib/alerts/rule-outcomes';
import { listDetectionLines } from '../../../lib/detections/list-detection-lines';
import { listAlertItems } from '../../../lib/public-api/list-alert-items';
import { listOatItems } from '../../../lib/public-api/list-oat-items';
import { getRule } from '../../../lib/rules/get-rule';
import { listRules } from '../../../lib/rules/list-rules';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { ndjson, processStart, send } from '../../ingest/sender';
import { withDatabase } from '../../support/database';
import { drain, tenantWithSource } from '../alerts/intrusion';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';

const db = withDatabase();
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2024, 2, 20, 12);
const clock = { now: () => new Date(NOW) };

type Home = Awaited<ReturnType<typeof tenantWithSource>>;
const observed = (daysAgo: number, number: number) => `${new Date(NOW - daysAgo * DAY_MS).toISOString().slice(0, 10)} 00:00:${String(number).padStart(2, '0')}.000`;
const started = (daysAgo: number, number: number, marker = 'umeboshi') => processStart(number, { UtcTime: observed(daysAgo, number), CommandLine: `${marker} ${number}` });

/** A rule that opens an alert on its own: twice two days ago, once today, once longer ago than the list looks. */
async function home(): Promise<Home> {
  const made = await tenantWithSource();
  await saveOwnRule(made.tenant.ctx(), undefined, { text: ruleText({ id: RULE_A, level: 'critical' }) });
  await send(made.source, ndjson([started(2, 1), started(2, 2), started(0, 3), started(OUTCOME_DAYS + 5, 4), started(1, 5, 'plain')]));
  await drain(made.job);
  return made;
}
const outcomeOf = async ({ tenant }: Home, id = RULE_A) => (await listRules(tenant.ctx('Analyst', clock), { text: id })).rules[0]?.outcome;

describe('the history of a rule', () => {
  it('counts the hits of each of the last 30 days, today last, and those before in the total only', async () => {
    const outcome = await outcomeOf(await home());
    expect(outcome).toMatchObject({ count: 4 });
    expect(outcome?.daily).toHaveLength(OUTCOME_DAYS);
    expect(outcome?.daily.slice(-4)).toEqual([0, 2, 0, 1]);
    expect(outcome?.daily.reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  it('is the same in the list, on the page and in the stored detections', async () => {
    const made = await home();
    const stored = await db.sql<{ day: string; count: number }>(
      "SELECT to_char(observed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS count FROM detection WHERE tenant_id = $1 AND $2 = ANY(rule_ids) GROUP BY 1 ORDER BY 1", [made.tenant.tenantId, RULE_A]);
    expect((await getRule(made.tenant.ctx('Analyst', clock), RULE_A)).hits).toEqual(stored);
    const today = Math.floor(NOW / DAY_MS);
    const daily = (await outcomeOf(made))?.daily ?? [];
    const days = daily.flatMap((count, index) => (count === 0 ? [] : [{ day: new Date((today - daily.length + 1 + index) * DAY_MS).toISOString().slice(0, 10), count }]));
    expect(days).toEqual(stored.slice(-days.length));
  });

  it('is empty for a rule that never fired, and unknown to other tenants', async () => {
    const made = await home(), other = await tenantWithSource();
    await saveOwnRule(made.tenant.ctx(), undefined, { text: ruleText({ id: RULE_B, detection: "  seen:\n    CommandLine|contains: 'never'\n  condition: seen" }) });
    expect(await outcomeOf(made, RULE_B)).toBeNull();
    expect((await getRule(made.tenant.ctx(), RULE_B)).alerts).toEqual({ rows: [], total: 0 });
    expect(await ruleOutcomes(other.tenant.ctx(), RULE_A)).toEqual([]);
  });

  it('names the alerts that it took part in with what became of them, and turns findings into its false-positive rate', async () => {
    const made = await home();
    const before = (await getRule(made.tenant.ctx('Analyst'), RULE_A)).alerts;
    expect(before.total).toBe(before.rows.length);
    expect(before.rows.length).toBeGreaterThan(0);
    expect(before.rows.every(({ status, finding }) => status === 'open' && finding === null)).toBe(true);
    expect(before.rows.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect([...before.rows].sort((a, b) => b.lastSeen.localeCompare(a.lastSeen))).toEqual(before.rows);
    for (const { id } of before.rows) await changeAlert(made.tenant.ctx(), id, { status: 'closed', finding: 'false_positive' });
    expect((await getRule(made.tenant.ctx(), RULE_A)).alerts.rows.every(({ status, finding }) => status === 'closed' && finding === 'false_positive')).toBe(true);
    const outcome = await outcomeOf(made);
    expect(outcome?.judged).toBeGreaterThan(0);
    expect(outcome?.falsePositives).toBe(outcome?.judged);
  });
});

describe('author and id of a rule', () => {
  it('are with every detection and alert that is listed or goes out', async () => {
    const made = await home(), ctx = made.tenant.ctx();
    const lines = await listDetectionLines(ctx, { from: new Date(NOW - 60 * DAY_MS).toISOString(), to: new Date(NOW).toISOString() });
    expect(lines.items[0]?.rules).toContainEqual({ id: RULE_A, name: `Rule ${RULE_A}`, author: 'Mori Hana' });
    const query = { params: new URLSearchParams(), filter: '' };
    const oat = await listOatItems(ctx, query, '/v3.0/oat/detections');
    expect(oat.items[0]?.filters).toContainEqual(expect.objectContaining({ id: RULE_A, author: 'Mori Hana' }));
    const alerts = await listAlertItems(ctx, query, '/v3.0/workbench/alerts', ({ key }) => key);
    expect(alerts.items[0]?.matchedRules[0]?.matchedFilters).toContainEqual(expect.objectContaining({ id: RULE_A, author: 'Mori Hana' }));
  });
});
