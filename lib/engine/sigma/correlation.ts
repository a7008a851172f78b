import { isMap, type Node, type YAMLMap } from 'yaml';
import { RuleProblem } from './problem';
import { CORRELATION_TYPES, THRESHOLD_OPERATORS, type CorrelationRule, type CorrelationType, type RuleInfo, type ThresholdOperator } from './types';
import type { NodeReader } from './yaml-reader';

const TIMESPAN = /^(\d{1,6})([smhd])$/;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const FIELD_TYPES: ReadonlySet<CorrelationType> = new Set(['value_count', 'value_sum', 'value_avg', 'value_percentile']);

const isType = (text: string): text is CorrelationType => (CORRELATION_TYPES as readonly string[]).includes(text);
const isOperator = (text: string): text is ThresholdOperator => (THRESHOLD_OPERATORS as readonly string[]).includes(text);

/** Parses and validates the `correlation` section; whether the rules that it refers to exist is for the rule set to say. */
export function parseCorrelation(reader: NodeReader, map: YAMLMap, info: RuleInfo): CorrelationRule {
  const section = reader.map(reader.get(map, 'correlation'), 'the correlation section');
  const typeNode = reader.get(section, 'type');
  const type = reader.text(typeNode) ?? '';
  if (!isType(type)) throw new RuleProblem(`"${type}" is not a correlation type: use ${CORRELATION_TYPES.join(', ')}`, typeNode ?? section);
  const rules = reader.texts(reader.get(section, 'rules'));
  if (rules.length === 0) throw new RuleProblem('the correlation refers to no rules', section);
  const condition = parseThresholds(reader, section, type);
  const { logSource: _, references: __, license: ___, ...shared } = info;
  return {
    ...shared,
    type,
    rules,
    groupBy: reader.texts(reader.get(section, 'group-by')),
    timespanSeconds: parseTimespan(reader, section),
    aliases: parseAliases(reader, reader.get(section, 'aliases'), rules),
    ...condition,
    generate: reader.text(reader.get(section, 'generate')) === 'true' || reader.text(reader.get(map, 'generate')) === 'true',
  };
}

function parseTimespan(reader: NodeReader, section: YAMLMap): number {
  const node = reader.get(section, 'timespan') ?? reader.get(section, 'timeframe');
  const found = TIMESPAN.exec(reader.text(node) ?? '');
  const seconds = Number(found?.[1] ?? 0) * (UNIT_SECONDS[found?.[2] ?? ''] ?? 0);
  if (seconds === 0) throw new RuleProblem('the timespan must be a number and one of s, m, h, d, for example 15m', node ?? section);
  return seconds;
}

function parseThresholds(reader: NodeReader, section: YAMLMap, type: CorrelationType): Pick<CorrelationRule, 'thresholds' | 'fields' | 'percentile'> {
  const node = reader.get(section, 'condition');
  if (!isMap(node)) {
    if (node === null && (type === 'temporal' || type === 'temporal_ordered')) return { thresholds: [], fields: [] };
    throw new RuleProblem(`a ${type} correlation needs a condition such as "gte: 10"`, node ?? section);
  }
  const thresholds: { operator: ThresholdOperator; value: number }[] = [];
  let fields: string[] = [];
  let percentile: number | undefined;
  for (const { key, keyNode, value } of reader.entries(node)) {
    if (key === 'field') fields = reader.texts(value);
    else if (isOperator(key)) thresholds.push({ operator: key, value: thresholdValue(reader, value, keyNode) });
    else if (key === 'percentile' && type === 'value_percentile') percentile = percentileOf(reader, value, keyNode);
    else throw new RuleProblem(`"${key}" is not a comparison: use ${THRESHOLD_OPERATORS.join(', ')}`, keyNode);
  }
  if (thresholds.length === 0) throw new RuleProblem('the condition compares nothing', node);
  if (FIELD_TYPES.has(type) && fields.length === 0) throw new RuleProblem(`a ${type} correlation needs "field" in its condition`, node);
  return { thresholds, fields, ...(percentile === undefined ? {} : { percentile }) };
}

function percentileOf(reader: NodeReader, node: Node | null, keyNode: Node | null): number {
  const value = thresholdValue(reader, node, keyNode);
  if (value < 0 || value > 100) throw new RuleProblem('a percentile is a number from 0 to 100', node ?? keyNode);
  return value;
}

function thresholdValue(reader: NodeReader, node: Node | null, keyNode: Node | null): number {
  const value = Number(reader.text(node) ?? Number.NaN);
  if (!Number.isFinite(value)) throw new RuleProblem('a comparison needs a number', node ?? keyNode);
  return value;
}

function parseAliases(reader: NodeReader, node: Node | null, rules: readonly string[]): CorrelationRule['aliases'] {
  if (node === null) return {};
  const aliases: [string, Record<string, string>][] = [];
  for (const alias of reader.entries(reader.map(node, 'the aliases'))) {
    const fields: [string, string][] = [];
    for (const { key, keyNode, value } of reader.entries(reader.map(alias.value, `the alias "${alias.key}"`))) {
      if (!rules.includes(key)) throw new RuleProblem(`the alias "${alias.key}" names "${key}", which is not among the rules`, keyNode);
      const field = reader.text(value);
      if (!field) throw new RuleProblem(`the alias "${alias.key}" needs a field for "${key}"`, value ?? keyNode);
      fields.push([key, field]);
    }
    aliases.push([alias.key, Object.fromEntries(fields)]);
  }
  return Object.fromEntries(aliases);
}
