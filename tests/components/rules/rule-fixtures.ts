import type { BackTestDetail, RuleDetail, RuleRow } from '@/lib/rules/model';

export function ruleRow(changes: Partial<RuleRow> = {}): RuleRow {
  return {
    id: 'r', title: 'Tool started', kind: 'rule', origin: 'built-in', originSet: '', edited: false, author: 'Kei Example', status: 'stable', level: 'medium', ruleLevel: 'medium', enabled: true, quarantined: false, excess: null,
    tactics: ['TA0002'], techniques: ['T1059'], logSource: 'windows / process_creation', file: 'windows/tool.yml', problems: [], outcome: null, nanosecondsPerEvent: 1_234, updatedAt: null, ...changes,
  };
}

export function ruleDetail(changes: Partial<RuleDetail> = {}): RuleDetail {
  const row = ruleRow(changes);
  return {
    ...row, text: 'title: Tool started\ndetection:\n  selection:\n    Image: x\n  condition: selection and not known\n', upstreamText: null,
    info: {
      id: row.id, title: row.title, description: 'A tool is started.', level: row.level, status: row.status, author: row.author, tactics: row.tactics, techniques: row.techniques, falsePositives: ['Administrators at work'],
      references: ['https://example.test/tool'], logSource: { product: 'windows' }, file: row.file, license: 'DRL 1.1',
    },
    parts: [
      { selection: 'selection', field: 'Image', negated: false, all: false, how: ['suffix'], values: ['\\tool.exe', '\\other.exe'], valueCount: 22 },
      { selection: 'known', field: 'User', negated: true, all: false, how: ['contains'], values: ['svc-backup'], valueCount: 1 },
    ],
    tests: [{ positive: true, event: '{"Image":"C:\\\\tool.exe"}', matches: true }, { positive: false, event: '{"Image":"C:\\\\calc.exe"}', matches: true }], hits: [], alerts: { rows: [], total: 0 }, ...changes,
  };
}

export function backTest(changes: Partial<BackTestDetail> = {}): BackTestDetail {
  return {
    id: 7, ruleId: 'r', title: 'Tool started', days: 7, state: 'done', chunksTotal: 12, chunksDone: 12, records: 34_567, matches: 21, error: null, createdBy: 'kei', createdAt: '2026-01-12T00:00:00Z', startedAt: '2026-01-12T00:00:01Z',
    finishedAt: '2026-01-12T00:00:09Z', ruleText: '', findings: { sample: [], byEndpoint: { 'PC-0412': 20, 'FS-02': 1 }, byAccount: { tanaka: 21 }, byDay: { '2026-01-11': 20, '2026-01-10': 1 }, byGroup: {}, keysLeftOut: true }, ...changes,
  };
}
