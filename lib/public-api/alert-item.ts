import type { AlertContent, Sentence, Signal } from '../engine/correlate/types';
import type { AlertRow, Finding } from '../alerts/model';
import type { RuleInfo } from '../engine/sigma/types';
import { v3Time } from './v3-time';

export type Say = (sentence: Sentence) => string;

const RESULT: Readonly<Record<Finding, string>> = {
  true_positive: 'True Positive', benign_true_positive: 'Benign True Positive', false_positive: 'False Positive', noteworthy: 'Noteworthy', no_findings: 'No Findings',
};
const STATUS = { open: 'Open', in_progress: 'In Progress', closed: 'Closed' } as const;

/** Both status models of the field: the older one has no "closed without a verdict". */
function investigationStatus(alert: AlertRow): string {
  if (alert.status === 'open') return 'New';
  if (alert.status === 'in_progress') return 'In Progress';
  const verdicts: readonly (Finding | null)[] = ['true_positive', 'false_positive', 'benign_true_positive'];
  return alert.finding !== null && verdicts.includes(alert.finding) ? RESULT[alert.finding] : 'Closed';
}

function entities(content: Pick<AlertContent, 'impact'>) {
  return content.impact.map((e) => ({
    entityId: e.key, entityType: e.kind, entityValue: e.kind === 'host' ? { guid: e.key, name: e.name, ips: [...e.addresses] } : e.name,
    relatedEntities: [] as string[], relatedIndicatorIds: [] as number[], provenance: ['Alert'],
  }));
}

function impactScope(content: Pick<AlertContent, 'impact'>) {
  const hosts = content.impact.filter((e) => e.kind === 'host');
  return {
    desktopCount: hosts.filter((e) => !e.server).length, serverCount: hosts.filter((e) => e.server).length,
    accountCount: content.impact.length - hosts.length, emailAddressCount: 0, containerCount: 0, cloudIdentityCount: 0, entities: entities(content),
  };
}

function matchedRules(alert: AlertRow, title: string, signals: readonly Signal[], rules: ReadonlyMap<string, RuleInfo>) {
  return [{
    id: alert.model, name: title,
    matchedFilters: signals.map((s) => ({
      id: s.ruleId, name: s.ruleTitle, author: rules.get(s.ruleId)?.author ?? '', matchedDateTime: v3Time(s.firstSeen), mitreTechniqueIds: [...s.techniques],
      matchedEvents: s.detectionUuids.map((uuid) => ({ uuid, matchedDateTime: v3Time(s.firstSeen), type: 'TELEMETRY_RECORD' })),
    })),
  }];
}

/** An alert in the shape of the field's API. `say` renders sentences in English, the API's language; `address` is the console's. */
export function alertItem(alert: AlertRow, content: Pick<AlertContent, 'impact' | 'indicators'>, signals: readonly Signal[], rules: ReadonlyMap<string, RuleInfo>, say: Say, address: string) {
  const title = say(alert.title);
  return {
    schemaVersion: '1.12', id: alert.id, investigationStatus: investigationStatus(alert), status: STATUS[alert.status],
    investigationResult: alert.finding === null ? 'No Findings' : RESULT[alert.finding], workbenchLink: `${address.replace(/\/$/, '')}/workbench/${alert.id}`,
    alertProvider: 'SAE', modelId: alert.model, model: title, modelType: 'preset', score: alert.score, severity: alert.severity,
    impactScope: impactScope(content), createdDateTime: v3Time(alert.createdAt), updatedDateTime: v3Time(alert.updatedAt), description: title,
    matchedRules: matchedRules(alert, title, signals, rules),
    indicators: content.indicators.map((i, at) => ({ id: at + 1, type: i.type, field: i.field, value: i.value, relatedEntities: [] as string[], filterIds: [] as string[], provenance: ['Alert'] })),
    ...(alert.ownerId === null ? {} : { ownerIds: [String(alert.ownerId)] }),
  };
}
