import { describe, expect, it } from 'vitest';
import { similarAlerts, verdictHint } from '@/lib/alerts/similar-alerts';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();

async function alert({ tenantId }: TestTenant, number: number, rules: string[], more: { finding?: string; hosts?: string[] } = {}): Promise<string> {
  const id = `WB-${tenantId}-20261120-${String(number).padStart(5, '0')}`;
  const impact = (more.hosts ?? []).map((name) => ({ kind: 'host', key: name.toLowerCase(), name, addresses: [] }));
  await db.sql(
    `INSERT INTO alert (tenant_id, id, model, score, severity, status, finding, created_sequence, created_at, updated_at, first_seen, last_seen, closed_at, endpoint_count, account_count, title, content)
     VALUES ($1, $2, 'chain', 50, 'high', $3, $4, 1, now(), now(), now(), now(), now(), 1, 1, '{"key":"x","params":{}}', $5)`,
    [tenantId, id, more.finding ? 'closed' : 'open', more.finding ?? null, { impact }]);
  for (const rule of rules) await db.sql(`INSERT INTO signal (tenant_id, key, rule_id, level, count, first_seen, last_seen, alert_id, content) VALUES ($1, $2, $3, 3, 1, now(), now(), $4, '{}')`, [tenantId, `${number}|${rule}`, rule, id]);
  return id;
}

describe('similar alerts', () => {
  it('are those that share rules, the most alike first; hosts in common count a little', async () => {
    const tenant = await newTenant();
    const id = await alert(tenant, 1, ['a', 'b', 'c'], { hosts: ['PC-1'] });
    const [same, sameHost, half] = [await alert(tenant, 2, ['a', 'b', 'c']), await alert(tenant, 3, ['a', 'b', 'c'], { hosts: ['PC-1'] }), await alert(tenant, 4, ['a', 'b'])];
    await alert(tenant, 5, ['a', 'x', 'y', 'z', 'w']);
    await alert(tenant, 6, ['q']);
    const { items } = await similarAlerts(tenant.ctx('Analyst'), id);
    expect(items.map((each) => each.id)).toEqual([sameHost, same, half]);
    expect(items[0]).toMatchObject({ similarity: 1, sharedRules: 3, sharedEntities: ['PC-1'] });
  });

  it('of another tenant are never found, nor can its alerts be asked about', async () => {
    const [own, other] = [await newTenant(), await newTenant()];
    const id = await alert(own, 1, ['a']), foreign = await alert(other, 1, ['a']);
    expect((await similarAlerts(own.ctx(), id)).items).toEqual([]);
    expect((await similarAlerts(own.ctx(), foreign)).items).toEqual([]);
    await expect(similarAlerts(own.ctx(), 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('give a hint with its evidence when nearly all of them had the same finding', async () => {
    const tenant = await newTenant(), id = await alert(tenant, 1, ['a', 'b']);
    for (let number = 2; number <= 5; number++) await alert(tenant, number, ['a', 'b'], { finding: 'false_positive' });
    expect((await similarAlerts(tenant.ctx(), id)).hint).toEqual({ finding: 'false_positive', count: 4, of: 4 });
  });
});

describe('the hint', () => {
  const past = (finding: 'false_positive' | 'true_positive', similarity = 0.75) => ({ finding, similarity, status: 'closed' as const });
  it.each([
    ['two are too few', [past('false_positive'), past('false_positive')], null],
    ['three that agree', [past('false_positive'), past('false_positive'), past('false_positive')], { finding: 'false_positive', count: 3, of: 3 }],
    ['opinions are divided', [past('false_positive'), past('false_positive'), past('false_positive'), past('true_positive')], null],
    ['they are hardly alike', [past('false_positive', 0.4), past('false_positive', 0.4), past('false_positive', 0.4)], null],
  ])('%s', (_, alerts, hint) => { expect(verdictHint(alerts)).toEqual(hint); });
});
