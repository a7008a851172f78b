import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { loadPack } from '../../../lib/rules/load-pack';
import { MONDAY } from '../simulate/records';
import { liveOffice } from './support/office';

describe('the ordinary life of an office', async () => {
  const rules = compileRules(await loadPack(new URL('../../../', import.meta.url).pathname));

  it('of eighty endpoints over three working days makes no alert, and says of every detection why it is in none', async () => {
    const { alerts, unalerted, signals, records } = await liveOffice({ seed: 21, endpoints: 80, days: 3, startAt: MONDAY, intrusions: 0 }, rules);
    expect(records).toBeGreaterThan(50_000);
    expect(alerts.map((alert) => alert.title)).toEqual([]);
    expect(unalerted).toHaveLength(signals.length);
  }, 120_000);

  it('with one intrusion in it makes one alert', async () => {
    const { alerts } = await liveOffice({ seed: 22, endpoints: 60, days: 2, startAt: MONDAY, intrusions: 1 }, rules);
    expect(alerts.map((alert) => alert.severity)).toEqual(['critical']);
  }, 120_000);
});
