import 'server-only';
import type { RuleOutcomeRow } from '../alerts/rule-outcomes';
import type { RuleInfo } from '../engine/sigma/types';
import { isEnabled } from './is-enabled';
import type { RuleRow } from './model';
import type { ParsedRule } from './parse-rule';
import type { Overlay, RuleHead } from './store';

interface Parts { overlay: Overlay | undefined; outcome: RuleOutcomeRow | undefined; nanosecondsPerEvent: number | undefined }

type Base = Pick<RuleRow, 'origin' | 'originSet' | 'edited' | 'kind' | 'file' | 'problems' | 'updatedAt'> & { info: RuleInfo };

/** A stored rule and what the tenant decided, as one row. */
export function storedRow(rule: RuleHead, parts: Parts): RuleRow {
  const { origin, originSet, edited, kind, file, problems, updatedAt, info } = rule;
  return row({ origin, originSet, edited, kind, file, problems, updatedAt: updatedAt.toISOString(), info }, parts);
}

export function builtInRow({ kind, file, problems, info }: ParsedRule, parts: Parts): RuleRow {
  return row({ origin: 'built-in', originSet: '', edited: false, kind, file, problems, updatedAt: null, info }, parts);
}

function row({ info, ...base }: Base, { overlay, outcome, nanosecondsPerEvent }: Parts): RuleRow {
  const { id, title, author, status, level, tactics, techniques, logSource } = info;
  return {
    id, title, author, status, tactics, techniques, ...base,
    ruleLevel: level, level: overlay?.level ?? level, enabled: isEnabled(status, overlay && { ...overlay, quarantined: false }), quarantined: overlay?.quarantined ?? false,
    excess: overlay?.excess && overlay.excessAt ? { ...overlay.excess, at: overlay.excessAt.toISOString() } : null,
    logSource: [logSource.product, logSource.category, logSource.service].filter((part) => part !== undefined).join(' / '),
    outcome: outcome ? { count: outcome.count, lastFired: outcome.lastFired.toISOString(), judged: outcome.judged, falsePositives: outcome.falsePositives, daily: outcome.daily } : null,
    nanosecondsPerEvent: nanosecondsPerEvent === undefined ? null : Math.round(nanosecondsPerEvent),
  };
}
