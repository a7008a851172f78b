import { beforeEach, describe, expect, it } from 'vitest';
import { changeAlert } from '../../../lib/alerts/change-alert';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { listAlerts } from '../../../lib/alerts/list-alerts';
import { verifyCorrelation } from '../../../lib/alerts/verify-correlation';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { ndjson, processStart, send } from '../../ingest/sender';
import { withDatabase } from '../../support/database';
import { RULE_A, RULE_B, ruleText } from '../rules/support/rule-text';
import { drain, essence, tenantWithSource } from './intrusion';

const database = withDatabase();
const MANY = '11111111-aaaa-4aaa-8aaa-0000000000d1', FOLLOWED = '11111111-aaaa-4aaa-8aaa-0000000000d2', AGAIN = '11111111-aaaa-4aaa-8aaa-0000000000d3';

const correlation = (id: string, title: string, level: string, section: string) => `title: ${title}\nid: ${id}\nauthor: Mori Hana\ncorrelation:\n${section.trim().split('\n').map((line) => `  ${line.trimEnd()}`).join('\n')}\nlevel: ${level}\n`;

/** Three levels: many → many followed by something → that, twice in a day. */
const RULES = [
  ruleText({ id: RULE_A, level: 'low', detection: "  seen:\n    CommandLine|contains: 'umeboshi'\n  condition: seen" }),
  ruleText({ id: RULE_B, level: 'low', detection: "  seen:\n    CommandLine|contains: 'furikake'\n  condition: seen" }),
  correlation(MANY, 'Many in a row', 'medium', `type: event_count\nrules:\n  - ${RULE_A}\ngroup-by:\n  - User\ntimespan: 1m\ncondition:\n  gte: 3`),
  correlation(FOLLOWED, 'Many, then another', 'medium', `type: temporal_ordered\nrules:\n  - ${MANY}\n  - ${RULE_B}\ngroup-by:\n  - User\ntimespan: 5m`),
  correlation(AGAIN, 'And all of it again', 'high', `type: event_count\nrules:\n  - ${FOLLOWED}\ngroup-by:\n  - User\ntimespan: 6h\ncondition:\n  gte: 2`),
];

let number = 0;
const at = (minute: number, second: number) => `2026-11-20 ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(second).padStart(2, '0')}.000`;
const record = (word: string, minute: number, second: number, user = 'sato') => processStart(++number, { CommandLine: `run ${word}`, User: `KOYAMA\\${user}`, UtcTime: at(minute, second) });

/** One turn of the second level at this minute. */
const turn = (minute: number, user?: string) => [...[0, 10, 20].map((second) => record('umeboshi', minute, second, user)), record('furikake', minute + 1, 30, user)];

async function home() {
  const made = await tenantWithSource();
  for (const text of RULES) await saveOwnRule(made.tenant.ctx(), undefined, { text });
  return made;
}
type Home = Awaited<ReturnType<typeof home>>;

const ruleSignals = ({ tenant }: Home) => database.sql<{ rule: string; count: number; first: string }>(
  "SELECT rule_id AS rule, count, to_char(first_seen AT TIME ZONE 'UTC', 'HH24:MI:SS') AS first FROM signal WHERE tenant_id = $1 ORDER BY rule_id, first_seen", [tenant.tenantId]);

describe('correlations that build on correlations, three levels deep', () => {
  beforeEach(() => { number = 0; });

  it('hold when each level holds, show only the last, and open an alert with all the records beneath', async () => {
    const made = await home();
    await send(made.source, ndjson(turn(60)));
    await drain(made.job);
    expect(await ruleSignals(made)).toEqual([]);
    await send(made.source, ndjson(turn(180)));
    await drain(made.job);
    expect(await ruleSignals(made)).toEqual([{ rule: AGAIN, count: 8, first: '01:00:00' }]);
    expect((await listAlerts(made.tenant.ctx(), {})).items).toMatchObject([{ model: 'sigma_correlation', status: 'open' }]);
    expect((await verifyCorrelation(made.job)).differences).toEqual([]);
  }, 60_000);

  it('stay silent when one level fails: one person too few, the order turned round, too long between', async () => {
    const made = await home();
    const backwards = (minute: number) => [record('furikake', minute, 0), ...[10, 20, 30].map((second) => record('umeboshi', minute, second))];
    const incomplete = (minute: number) => [record('umeboshi', minute, 0, 'ito'), record('umeboshi', minute, 5, 'ito'), record('furikake', minute, 30, 'ito')];
    await send(made.source, ndjson([...turn(60, 'mori'), ...turn(600, 'mori'), ...backwards(60), ...backwards(90), ...incomplete(60), ...incomplete(90)]));
    await drain(made.job);
    expect(await ruleSignals(made)).toEqual([]);
    expect((await listAlerts(made.tenant.ctx(), {})).items).toEqual([]);
  }, 60_000);

  it('come out the same record by record, backwards, with a step after each', async () => {
    const whole = await home();
    const records = [...turn(60), ...turn(180), ...turn(200)];
    await send(whole.source, ndjson(records));
    await drain(whole.job);
    const expected = await essence(whole.tenant.ctx());
    expect(expected).toHaveLength(1);
    for (const order of [records, [...records].reverse()]) {
      const pieces = await home();
      for (const one of order) {
        await send(pieces.source, ndjson([one]));
        await correlateTenant(pieces.job);
      }
      await drain(pieces.job);
      expect(await essence(pieces.tenant.ctx())).toEqual(expected);
      expect(await ruleSignals(pieces)).toEqual(await ruleSignals(whole));
    }
  }, 120_000);

  it('after the alert is closed, count for another only what is new', async () => {
    const made = await home();
    await send(made.source, ndjson([...turn(60), ...turn(180)]));
    await drain(made.job);
    const [first] = (await listAlerts(made.tenant.ctx(), {})).items;
    await changeAlert(made.tenant.ctx(), first?.id ?? '', { status: 'closed', finding: 'benign_true_positive' });
    await send(made.source, ndjson(turn(240)));
    await drain(made.job);
    expect((await listAlerts(made.tenant.ctx(), {})).items.map(({ status }) => status).sort()).toEqual(['closed', 'open']);
    expect((await ruleSignals(made)).map(({ count }) => count)).toEqual([8, 4]);
  }, 60_000);
});
