import { isMap, type Node, type YAMLMap } from 'yaml';
import { attackIds } from './attack-tags';
import { parseCorrelation } from './correlation';
import { parseDetection, type Detection } from './detection';
import type { Variables } from './placeholders';
import { RuleProblem, UnsetPlaceholder } from './problem';
import { nestsTooDeep, NodeReader, readYaml, type Place, type RuleDocument } from './yaml-reader';
import { LEVELS, type CorrelationRule, type FilterRule, type Level, type LogSource, type RuleError, type RuleInfo, type RuleSource } from './types';

export interface ParsedRule { info: RuleInfo; detection: Detection; place: Place }
export interface ParsedFilter { info: FilterRule; detection: Detection; place: Place }
export interface ParsedCorrelation { info: CorrelationRule; place: Place }

export interface ParsedFile { rules: ParsedRule[]; correlations: ParsedCorrelation[]; filters: ParsedFilter[]; errors: RuleError[]; warnings: RuleError[] }

/** Characters of one rule file; larger files are refused whole. */
const SOURCE_CHARS_MAX = 4 * 1024 * 1024;
const TITLE_CHARS_MAX = 256;
const STATUSES = new Set(['stable', 'test', 'experimental', 'deprecated', 'unsupported']);

/** Parses every document of a rule file. Problems are collected with their place; a bad document does not touch its neighbours. */
export function parseRuleFile(source: RuleSource, variables: Variables): ParsedFile {
  const result: ParsedFile = { rules: [], correlations: [], filters: [], errors: [], warnings: [] };
  const refuse = (reason: string): ParsedFile => ({ ...result, errors: [{ file: source.file, line: 1, column: 1, reason }] });
  if (source.text.length > SOURCE_CHARS_MAX) return refuse(`the file has more than ${SOURCE_CHARS_MAX} characters`);
  if (nestsTooDeep(source.text)) return refuse('the YAML is nested too deep');
  let file;
  try {
    file = readYaml(source.text);
  } catch (cause) {
    if (cause instanceof RangeError) return refuse('the YAML is nested too deep');
    throw cause;
  }
  for (const [index, document] of file.documents.entries()) {
    if (document.problem) {
      const { reason, line, column } = document.problem;
      result.errors.push({ file: source.file, line, column, reason, ...ruleIdOf(document) });
    } else if (document.root !== null) {
      try {
        const place = file.place(document.root);
        parseDocument({ reader: new NodeReader(document.document), file: source.file, index, variables, place }, document.root, result);
      } catch (cause) {
        if (!(cause instanceof RuleProblem)) throw cause;
        const list = cause instanceof UnsetPlaceholder ? result.warnings : result.errors;
        list.push({ file: source.file, ...file.place(cause.node ?? document.root, cause.offset), reason: cause.reason, ...ruleIdOf(document) });
      }
    }
  }
  if (file.documents.every((document) => document.root === null && !document.problem)) return refuse('the file is empty');
  return result;
}

interface DocumentContext { reader: NodeReader; file: string; index: number; variables: Variables; place: Place }

function ruleIdOf(document: RuleDocument): { ruleId?: string } {
  const id = isMap(document.root) ? document.root.get('id') : undefined;
  return typeof id === 'string' ? { ruleId: id } : {};
}

function parseDocument(context: DocumentContext, root: Node, result: ParsedFile): void {
  const { reader, variables, place } = context;
  const map = reader.map(root, 'a rule');
  const info = parseInfo(context, map);
  if (reader.get(map, 'correlation')) {
    result.correlations.push({ info: parseCorrelation(reader, map, info), place });
    return;
  }
  const filter = reader.get(map, 'filter');
  if (filter) {
    const detection = parseDetection(reader, filter, variables);
    const rules = reader.texts(reader.get(reader.map(filter, 'the filter'), 'rules'));
    const { id, title, description, file } = info;
    result.filters.push({ info: { id, title, description, file, rules: rules.length === 1 && rules[0] === 'any' ? [] : rules, logSource: parseLogSource(context, map) }, detection, place });
    return;
  }
  const detection = reader.get(map, 'detection');
  if (!detection) throw new RuleProblem('not a Sigma rule: there is no detection, correlation or filter section', map);
  const logSource = parseLogSource(context, map);
  if (info.status === 'unsupported') throw new RuleProblem('the status "unsupported" says that the rule cannot be used', reader.get(map, 'status'));
  result.rules.push({ info: { ...info, logSource }, detection: parseDetection(reader, detection, variables), place });
}

function parseInfo({ reader, file, index }: DocumentContext, map: YAMLMap): RuleInfo {
  const text = (key: string): string => reader.text(reader.get(map, key)) ?? '';
  const title = text('title');
  if (!title) throw new RuleProblem('the title is missing', map);
  if (title.length > TITLE_CHARS_MAX) throw new RuleProblem(`the title has more than ${TITLE_CHARS_MAX} characters`, reader.get(map, 'title'));
  const taxonomy = text('taxonomy');
  if (taxonomy && taxonomy !== 'sigma') throw new RuleProblem(`the taxonomy "${taxonomy}" is not known`, reader.get(map, 'taxonomy'));
  const level = text('level') || 'medium';
  if (!isLevel(level)) throw new RuleProblem(`"${level}" is not a level: use ${LEVELS.join(', ')}`, reader.get(map, 'level'));
  const status = text('status');
  if (status && !STATUSES.has(status)) throw new RuleProblem(`"${status}" is not a status: use ${[...STATUSES].join(', ')}`, reader.get(map, 'status'));
  const name = text('name');
  const license = text('license');
  return {
    id: text('id') || name || `${file}#${index + 1}`,
    title,
    description: text('description').trim(),
    level,
    status,
    author: text('author'),
    ...attackIds(reader.texts(reader.get(map, 'tags'))),
    falsePositives: reader.texts(reader.get(map, 'falsepositives')),
    references: reader.texts(reader.get(map, 'references')),
    logSource: {},
    file,
    ...(name && { name }),
    ...(license && { license }),
  };
}

const isLevel = (level: string): level is Level => (LEVELS as readonly string[]).includes(level);

function parseLogSource({ reader }: DocumentContext, map: YAMLMap): LogSource {
  const node = reader.get(map, 'logsource');
  if (!node) throw new RuleProblem('the log source is missing', map);
  const section = reader.map(node, 'the log source');
  const logSource: LogSource = {};
  for (const part of ['product', 'category', 'service'] as const) {
    const value = reader.text(reader.get(section, part));
    if (value) logSource[part] = value.toLowerCase();
  }
  if (Object.keys(logSource).length === 0) throw new RuleProblem('the log source names no product, category or service', section);
  return logSource;
}
