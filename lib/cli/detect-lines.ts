import type { RuleMatch } from '../engine/sigma/types';
import type { CorrelationResult, RecordPlace } from './detect-correlations';

interface Named { id: string; title: string; author: string; level: string }

const LEVEL_CHARS = 13;
const VALUE_CHARS_MAX = 120;

/** Wherever a rule is reported, its author and id are. */
const named = ({ title, id, author }: Named): string => `${title} [${id}] by ${author || 'unknown'}`;
const line = (rule: Named, at: number, endpoint: string, { file, line: number }: RecordPlace, what: string): string =>
  `${rule.level.padEnd(LEVEL_CHARS)} ${new Date(at).toISOString()}  ${endpoint}  ${file}:${number}  ${named(rule)}  ${what}\n`;

/** A record that matched, as NDJSON: the ids of its rules and, in the same order, their authors. */
export function jsonLine({ file, line: number }: RecordPlace, rules: readonly Named[]): string {
  return `${JSON.stringify({ file, line: number, rules: rules.map(({ id }) => id), authors: rules.map(({ author }) => author) })}\n`;
}

/** One match, as a line of the table. */
export function matchLine(rule: Named, place: RecordPlace & { at: number; endpoint: string | undefined }, { matched: [first] }: RuleMatch): string {
  return line(rule, place.at, place.endpoint ?? '-', place, first ? `${first.field}=${JSON.stringify(first.value.slice(0, VALUE_CHARS_MAX))}` : '');
}

/** A correlation rule that held; it is told by the first of its records. */
export function correlationLine({ rule, match, records }: CorrelationResult, json: boolean): string {
  const { group, count, value, firstAt, lastAt } = match;
  const first = records[0] ?? { file: '', line: 0 };
  if (!json) return line(rule, firstAt, '-', first, [`${rule.type} over ${count} records until ${new Date(lastAt).toISOString()}`, ...group.map((each) => `${each.field}=${JSON.stringify(each.value.slice(0, VALUE_CHARS_MAX))}`)].join(' '));
  const correlation = { type: rule.type, group: Object.fromEntries(group.map((each) => [each.field, each.value])), count, value, firstSeen: new Date(firstAt).toISOString(), lastSeen: new Date(lastAt).toISOString(), records };
  return `${JSON.stringify({ ...first, rules: [rule.id], authors: [rule.author], correlation })}\n`;
}
