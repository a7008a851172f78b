import { AlertView } from '@/components/alert/alert-data';
import type { AlertContent, Edge, GraphNode, Signal, Step } from '@/lib/engine/correlate/types';
import type { RuleInfo } from '@/lib/engine/sigma/types';

export const T0 = Date.UTC(2026, 0, 12, 0, 41, 0);
const MINUTE = 60_000;
const LONG_COMMAND = `rar.exe a -hp -r C:\\Temp\\out.rar \\\\fs-02\\keiri ${'x'.repeat(200)}`;

function step(number: number, minutes: number, parts: Pick<Step, 'phase' | 'sentence' | 'signalKeys' | 'nodeIds'> & Partial<Step>): Step {
  return { number, observedAt: T0 + minutes * MINUTE, lastAt: T0 + minutes * MINUTE, endpointKey: 'pc-0412', techniques: ['T1204.002'], ...parts };
}

function node(id: string, kind: GraphNode['kind'], label: string, parts: Partial<GraphNode> = {}): GraphNode {
  return { id, kind, label, properties: {}, signalKeys: [], ...parts };
}

function signal(key: string, minutes: number, parts: Partial<Signal> = {}): Signal {
  const at = T0 + minutes * MINUTE;
  return {
    key, ruleId: `rule-${key}`, ruleTitle: `Rule ${key}`, level: 'medium', tactics: ['TA0002'], techniques: ['T1204.002'], count: 1, firstSeen: at, lastSeen: at,
    activity: { observedAt: at, timeSource: 'record', family: 'windows', kind: 'process_start', endpointName: 'PC-0412.example.lan', endpointKey: 'pc-0412' },
    matched: [{ selection: 'tool', field: 'Image', value: `C:\\Temp\\${key}.exe`, pattern: `\\${key}.exe` }], detectionUuids: [`uuid-${key}`], exampleTimes: [at], ...parts,
  };
}

function edge(kind: Edge['kind'], from: string, to: string, reason: Edge['reason'], confidence: number): Edge {
  return { from, to, kind, entity: 'e', firstAt: T0, lastAt: T0 + MINUTE, confidence, reason };
}

export const SIGNALS: readonly Signal[] = [
  signal('download', 0), signal('start', 1, { level: 'high' }), signal('archive', 22, { count: 3, lastSeen: T0 + 23 * MINUTE }),
  // The archive's record matched a second, graver rule as well.
  signal('hidden', 22, { level: 'critical', detectionUuids: ['uuid-archive'] }), signal('upload', 400, { ruleId: 'rule-start', ruleTitle: 'Rule start' }),
];

const child = { reason: { key: 'edge_lineage', params: { parent: 'invoice.exe', image: 'rar.exe', host: 'PC-0412' } } };

/** An invented story: a download, its start, an archive hours of silence before an upload. */
export const CONTENT: AlertContent = {
  signalKeys: SIGNALS.map(({ key }) => key).sort(),
  title: { key: 'title_upload', params: { host: 'PC-0412', account: 'EXAMPLE\\tanaka', address: 'drop.example.net' } },
  score: 84, severity: 'critical',
  terms: [
    { term: 'best', points: 46, reason: { key: 'term_best', params: { rule: 'Rule hidden', level: 'critical' } } },
    { term: 'chain', points: 18, reason: { key: 'term_chain', params: { phases: 'initial_access,execution', count: 2 } } },
    { term: 'rarity', points: -4, reason: { key: 'term_rarity', params: { rule: 'Rule hidden', percent: 12 } } },
  ],
  edges: [
    edge('shared_entity', 'archive', 'upload', { key: 'edge_shared_domain', params: { domain: 'drop.example.net' } }, 0.6),
    edge('lineage', 'start', 'archive', child.reason, 0.9), edge('lineage', 'start', 'hidden', child.reason, 0.8),
  ],
  steps: [
    step(1, 0, { phase: 'initial_access', signalKeys: ['download'], nodeIds: ['file:invoice', 'process:edge'], sentence: { key: 'step_downloaded', params: { account: 'EXAMPLE\\tanaka', host: 'PC-0412', image: 'msedge.exe', file: 'C:\\Users\\tanaka\\Downloads\\請求書.exe', more: 0 } } }),
    step(2, 1, { phase: 'execution', signalKeys: ['start'], nodeIds: ['process:invoice', 'account:tanaka'], sentence: { key: 'step_ran', params: { account: 'EXAMPLE\\tanaka', host: 'PC-0412', image: 'invoice.exe', command: '<b>invoice.exe</b>', more: 0 } } }),
    step(3, 22, { phase: 'collection', signalKeys: ['archive', 'hidden'], nodeIds: ['process:rar'], sentence: { key: 'step_ran_from', params: { account: 'EXAMPLE\\tanaka', host: 'PC-0412', image: 'rar.exe', parent: 'invoice.exe', command: LONG_COMMAND, more: 1 } } }),
    step(4, 400, { phase: 'exfiltration', signalKeys: ['upload'], nodeIds: ['domain:drop'], sentence: { key: 'step_uploaded', params: { account: 'none', host: 'PC-0412', url: 'https://drop.example.net/in', megabytes: 48, more: 0 } } }),
  ],
  graph: {
    nodes: [
      node('endpoint:pc-0412', 'endpoint', 'PC-0412', { endpointKey: 'pc-0412' }), node('account:tanaka', 'account', 'EXAMPLE\\tanaka', { properties: { accountName: 'EXAMPLE\\tanaka' } }),
      node('process:edge', 'process', 'msedge.exe', { endpointKey: 'pc-0412' }), node('file:invoice', 'file', '請求書.exe', { properties: { filePath: 'C:\\Users\\tanaka\\Downloads\\請求書.exe' } }),
      node('process:invoice', 'process', 'invoice.exe', { signalKeys: ['start'], level: 'high', endpointKey: 'pc-0412' }),
      node('process:rar', 'process', 'rar.exe', { signalKeys: ['archive', 'hidden'], level: 'critical', endpointKey: 'pc-0412' }), node('domain:drop', 'domain', 'drop.example.net', { signalKeys: ['upload'] }),
    ],
    edges: [
      { id: 'a', from: 'endpoint:pc-0412', to: 'process:invoice', relation: 'on', steps: [2] }, { id: 'b', from: 'account:tanaka', to: 'process:invoice', relation: 'as', steps: [2, 3] },
      { id: 'c', from: 'process:edge', to: 'file:invoice', relation: 'wrote', steps: [1] }, { id: 'd', from: 'file:invoice', to: 'process:invoice', relation: 'ran_from', steps: [2], explains: true },
      { id: 'e', from: 'process:invoice', to: 'process:rar', relation: 'started', steps: [3], explains: true }, { id: 'f', from: 'process:invoice', to: 'process:rar', relation: 'opened', steps: [] },
      { id: 'g', from: 'process:rar', to: 'domain:drop', relation: 'requested', steps: [4] },
    ],
    leftOut: 3,
  },
  impact: [
    { kind: 'host', key: 'pc-0412', name: 'PC-0412.example.lan', addresses: ['10.0.4.12'], server: false }, { kind: 'account', key: 'tanaka', name: 'EXAMPLE\\tanaka', addresses: [], privileged: true },
  ],
  indicators: [], techniques: ['T1204.002'], tactics: ['TA0002'], firstSeen: T0, lastSeen: T0 + 400 * MINUTE, model: 'critical_detection',
};

const RULE: RuleInfo = { id: 'rule-start', title: 'Rule start', description: '', level: 'high', status: 'stable', author: 'Hayashi', tactics: [], techniques: [], falsePositives: [], references: [], logSource: {}, file: 'start.yml' };
const day = new Date(T0);

/** As the server hands it to the page. */
export const VIEW: AlertView = AlertView.parse({
  alert: {
    id: 'WB-1-20260112-00001', model: 'critical_detection', score: 84, severity: 'critical', status: 'open', finding: null, ownerId: null, ownerName: null, version: 1, createdAt: day, updatedAt: day,
    firstSeen: day, lastSeen: day, notes: [{ id: 1, authorName: 'mori', body: 'First line\n\n<script>alert(1)</script>', createdAt: day }], content: CONTENT, createdSequence: 5n,
  },
  signals: SIGNALS, rules: { 'rule-start': RULE },
});
