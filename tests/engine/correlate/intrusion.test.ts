import { describe, expect, it } from 'vitest';
import { activity, fold, partition, rule, run, signal } from './support/build';
import { intrusionFacts, intrusionSignals } from './support/intrusion';

describe('an intrusion from a download over PsExec to an upload', () => {
  const { alerts, unalerted } = run(intrusionSignals(), intrusionFacts());
  const content = alerts[0]?.content;

  it('is one alert with all its signals, critical, over at least five phases', () => {
    expect(alerts).toHaveLength(1);
    expect(unalerted).toEqual([]);
    expect(content?.severity).toBe('critical');
    expect(new Set(content?.steps.map((s) => s.phase)).size).toBeGreaterThanOrEqual(5);
  });

  it('says in its title who went where with what, how long after the download', () => {
    expect(content?.title).toEqual({ key: 'title_lateral_two_accounts_after_download', params: { tool: 'PsExec', host: 'PC-0412', count: 2, minutes: 14, account: 'EXAMPLE\\tanaka', second: 'EXAMPLE\\adm-it' } });
  });

  it('tells numbered steps in the order of time, each with who, where and what', () => {
    expect(content?.steps.map((s) => [s.number, s.phase, s.endpointKey, s.sentence.key])).toEqual([
      [1, 'initial_access', 'pc-0412', 'step_downloaded'],
      [2, 'execution', 'pc-0412', 'step_ran'],
      [3, 'discovery', 'pc-0412', 'step_ran_several'],
      [4, 'privilege_escalation', 'pc-0412', 'step_logon_as'],
      [5, 'lateral_movement', 'pc-0412', 'step_ran'],
      [6, 'lateral_movement', 'fs-02', 'step_reached'],
      [7, 'lateral_movement', 'pc-0398', 'step_reached'],
      [8, 'credential_access', 'fs-02', 'step_opened_process'],
      [9, 'collection', 'pc-0412', 'step_ran'],
      [10, 'exfiltration', 'pc-0412', 'step_uploaded'],
    ]);
    expect(content?.steps[2]?.sentence.params).toEqual({ account: 'EXAMPLE\\tanaka', host: 'PC-0412', images: 'whoami.exe, systeminfo.exe, nltest.exe', more: 0 });
    expect(content?.steps[5]?.sentence.params).toEqual({ account: 'EXAMPLE\\adm-it', host: 'FS-02', source: 'PC-0412', tool: 'PsExec', more: 0 });
    expect(content?.steps[9]?.sentence.params).toMatchObject({ host: 'PC-0412', url: 'https://drop.example.net/in', megabytes: 48 });
  });

  it('names the endpoints with their addresses and the people, not the system accounts', () => {
    expect(content?.impact).toEqual([
      { kind: 'host', key: 'fs-02', name: 'FS-02.example.lan', addresses: ['10.0.1.20'], server: true },
      { kind: 'host', key: 'pc-0398', name: 'PC-0398.example.lan', addresses: ['10.0.4.98'], server: false },
      { kind: 'host', key: 'pc-0412', name: 'PC-0412.example.lan', addresses: ['10.0.4.12'], server: false },
      { kind: 'account', key: 'adm-it', name: 'EXAMPLE\\adm-it', addresses: [], privileged: true },
      { kind: 'account', key: 'tanaka', name: 'EXAMPLE\\tanaka', addresses: [], privileged: false },
    ]);
  });

  it('draws every step in the graph and every node that a step names exists', () => {
    const ids = new Set(content?.graph.nodes.map((n) => n.id));
    for (const step of content?.steps ?? []) {
      expect(step.nodeIds.length).toBeGreaterThan(0);
      expect(step.nodeIds.every((id) => ids.has(id))).toBe(true);
    }
    expect(content?.graph.edges.filter((e) => e.relation === 'moved').map((e) => [e.from, e.to])).toEqual([['endpoint:pc-0412', 'endpoint:fs-02'], ['endpoint:pc-0412', 'endpoint:pc-0398']]);
  });

  it('collects indicators of the kinds that the public API knows', () => {
    const found = content?.indicators.map((i) => `${i.type} ${i.value}`) ?? [];
    expect(found).toEqual(expect.arrayContaining(['domain drop.example.net', 'ip 203.0.113.9', 'filename invoice.exe', 'user_account EXAMPLE\\adm-it', 'host FS-02.example.lan']));
  });

  it('does not swallow what happens at the same time to other people', () => {
    const noise = Array.from({ length: 40 }, (_, i) => signal(rule(`noise${i % 5}`, i % 5 === 0 ? 'medium' : 'low', ['TA0002']), activity(i, {
      kind: 'process_start', endpointName: `PC-10${i}`, accountName: `EXAMPLE\\user${i}`, processGuid: `N${i}`, processImage: 'C:\\Windows\\System32\\cmd.exe', parentProcessImage: 'C:\\Windows\\explorer.exe', parentProcessGuid: 'X',
    })));
    const groups = partition(fold([...intrusionSignals(), ...noise]), intrusionFacts());
    expect(groups.filter((g) => g.length > 1)).toHaveLength(1);
    expect(groups.find((g) => g.length > 1)?.some((id) => id.startsWith('noise'))).toBe(false);
  });
});
