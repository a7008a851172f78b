import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { loadPack } from '../../../lib/rules/load-pack';
import { playScenario, readScenario, scoreScenario, SHARED } from './support/scenario';

const here = existsSync(`${SHARED}eval/scenarios`);

/** Of a long recording: what starts, connects, writes programs, injects, logs on, installs, clears, and touches the logon process. */
const TELLING = /"EventID": ?"?(?:1|3|8|11|15|17|22|29|1102|104|4624|4648|4672|4688|4697|4698|7045)"?[,}]|lsass\.exe/;

describe.skipIf(!here)('recorded intrusions (need ../shared, skipped without it)', async () => {
  const rules = here ? compileRules(await loadPack(new URL('../../../', import.meta.url).pathname)) : compileRules([]);

  it('a memory dump of the logon process after a download is one alert with its host, both users and most techniques, and its tail of administration makes none', async () => {
    const scenario = readScenario('otrf-lsass-01');
    const score = scoreScenario(scenario, await playScenario(scenario, rules, (line) => TELLING.test(line)));
    expect(score).toMatchObject({ alerts: 1, hosts: 1, users: 1 });
    expect(score.techniques).toBeGreaterThanOrEqual(0.6);
  });

  it.each(['ait-ads-russellmitchell', 'ait-ads-shaw'])('%s: days of other products\' findings hold one alert, the intrusion with its phases', async (id) => {
    const scenario = readScenario(id);
    const score = scoreScenario(scenario, await playScenario(scenario, rules));
    expect(score).toMatchObject({ alerts: 1, trueAlerts: 1, rank: 1, hosts: 1 });
    expect(score.techniques).toBeGreaterThanOrEqual(0.6);
  }, 60_000);

  it.each(['otrf-log4shell-windows', 'otrf-shire-2019-05-18'])('%s is one alert with its hosts and users', async (id) => {
    const scenario = readScenario(id);
    expect(scoreScenario(scenario, await playScenario(scenario, rules))).toMatchObject({ alerts: 1, hosts: 1, users: 1 });
  });
});
