import { packFact } from '../engine/correlate/fact-code';
import type { PipelineDetection, PipelineResult } from '../engine/pipeline-types';
import { ruleBehind } from '../engine/product-rule';
import { LEVELS, type RuleInfo } from '../engine/sigma/types';
import { copyArray, copyInstant, copyJson, CopyRows, copyText } from './copy-text';
import { TEXT_LIMITS } from './limits';
import type { CopyPayloads, PipelineTask } from './thread-types';

const { columnCharsMax, jsonCharsMax, keyCharsMax, matchedValueCharsMax, reasonCharsMax } = TEXT_LIMITS;

/** Column lists of the COPY statements, in the order of the rows below. */
export const COPY_COLUMNS = {
  detection: [
    'tenant_id', 'received_day', 'chunk_id', 'ordinal', 'source_id', 'received_at', 'observed_at', 'level', 'kind', 'rule_ids', 'tactics', 'techniques',
    'endpoint_name', 'endpoint_key', 'account_name', 'account_key', 'activity', 'matches', 'muted',
  ],
  fact: ['tenant_id', 'received_day', 'chunk_id', 'key_hash', 'observed_at', 'kind', 'data'],
  reject: ['tenant_id', 'received_day', 'chunk_id', 'index', 'source_id', 'received_at', 'reason', 'start_byte', 'end_byte'],
} as const satisfies Record<keyof CopyPayloads, readonly string[]>;

/** What was cut from the records of a batch, in COPY text form. */
export function batchRows(task: PipelineTask, result: PipelineResult, rules: ReadonlyMap<string, RuleInfo>): CopyPayloads {
  const address = `${task.tenantId}\t${task.receivedDay}\t${task.chunkId}\t`;
  const received = copyInstant(task.receivedAt);
  return {
    detection: rowsOf(result.detections, (detection) =>
      `${address}${detection.ordinal}\t${task.sourceId}\t${received}\t${detectionFields(detection, rules)}`),
    fact: rowsOf(result.facts, (fact) => {
      const { kind, keyHash, data } = packFact(fact);
      return `${address}${keyHash}\t${copyInstant(fact.observedAt)}\t${kind}\t${copyText(data, jsonCharsMax)}`;
    }),
    reject: rowsOf(result.rejects, ({ index, reason, start, end }) =>
      `${address}${index}\t${task.sourceId}\t${received}\t${copyText(reason, reasonCharsMax)}\t${start}\t${end}`),
  };
}

function rowsOf<T>(items: readonly T[], row: (item: T, at: number) => string): Uint8Array<ArrayBuffer>[] {
  const rows = new CopyRows();
  items.forEach((item, at) => rows.row(row(item, at)));
  return rows.finish();
}

function detectionFields({ activity, matches }: PipelineDetection, rules: ReadonlyMap<string, RuleInfo>): string {
  const matched = matches.flatMap(({ ruleId }) => ruleBehind(ruleId, activity, rules) ?? []);
  const level = matched.reduce((highest, rule) => Math.max(highest, LEVELS.indexOf(rule.level)), 0);
  const name = (value: string | undefined) => copyText(value, columnCharsMax), key = (value: string | undefined) => copyText(value, keyCharsMax);
  return [
    copyInstant(activity.observedAt), level, activity.kind, copyArray(matches.map(({ ruleId }) => ruleId)),
    copyArray(distinct(matched.flatMap((rule) => rule.tactics))), copyArray(distinct(matched.flatMap((rule) => rule.techniques))),
    name(activity.endpointName), key(activity.endpointKey), name(activity.accountName), key(activity.accountKey),
    copyJson(bounded(activity)),
    copyJson(matches.map(({ ruleId, matched: fields, mutedBy }) => ({ ruleId, ...(mutedBy === undefined ? {} : { mutedBy }), matched: fields.map((field) => ({ ...field, value: cut(field.value, matchedValueCharsMax) })) }))),
    matches.every(({ mutedBy }) => mutedBy !== undefined) ? 't' : 'f',
  ].join('\t');
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const cut = (value: string, charsMax: number): string => (value.length > charsMax ? value.slice(0, charsMax) : value);

/** A flat object with its long texts cut. */
function bounded<T extends object>(flat: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flat).map(([name, value]) => [name, typeof value === 'string' ? cut(value, jsonCharsMax) : value]));
}

// PostgreSQL and toISOString agree on four-digit years only.
const INSTANT_MIN = Date.parse('0001-01-01T00:00:00Z');
const INSTANT_MAX = Date.parse('9999-12-31T23:59:59.999Z');

/** What has a time that no column can hold gets the time of receipt. */
export function withStorableTime<T extends { observedAt: number }>(item: T, receivedAt: number): T {
  const { observedAt } = item;
  if (observedAt >= INSTANT_MIN && observedAt <= INSTANT_MAX) return item;
  return { ...item, observedAt: receivedAt, ...('timeSource' in item ? { timeSource: 'received' } : {}) };
}
