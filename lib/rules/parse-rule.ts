import { createHash } from 'node:crypto';
import { parseRuleFile, type ParsedFile } from '../engine/sigma/parse';
import { LEVELS, type CorrelationRule, type FilterRule, type Level, type RuleInfo } from '../engine/sigma/types';
import type { Kind, RuleProblem } from './model';
import type { DocumentSource } from './split-documents';
import { storableText } from './storable-text';

export type Variables = Readonly<Record<string, readonly string[]>>;

/** One document as it is stored: also what is broken has an id, a title and its place. */
export interface ParsedRule { id: string; title: string; kind: Kind; info: RuleInfo; problems: RuleProblem[]; file: string; firstLine: number; text: string }

const ID_CHARS_MAX = 300;
const TEXT_CHARS_MAX = 20_000;

/** Reads one document with the engine's own parser. Never throws for what the text holds. */
export function parseRule(source: DocumentSource, variables: Variables): ParsedRule {
  const { file, firstLine, text } = source;
  const parsed = parseRuleFile({ file, text }, variables);
  const content: Content = contentOf(parsed) ?? { kind: 'broken', info: headOf(source, [...parsed.errors, ...parsed.warnings][0]?.ruleId) };
  const { kind, info } = storable(content);
  const problem = (severity: RuleProblem['severity']) => (e: ParsedFile['errors'][number]): RuleProblem => ({ ...storable(e), severity, file: fileOf(file), line: e.line + firstLine - 1 });
  const problems = [...parsed.errors.map(problem('error')), ...parsed.warnings.map(problem('warning'))];
  return { id: shortId(info.id), title: info.title, kind, info: { ...info, id: shortId(info.id) }, problems, file, firstLine, text };
}

/** The file without the number of its document. */
function fileOf(label: string): string {
  return label.replace(/ \(\d+\)$/, '');
}

/** The key must fit an index entry; nobody writes such ids by hand. */
function shortId(id: string): string {
  return id.length <= ID_CHARS_MAX ? id : `${id.slice(0, 200)}~${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

interface Content { kind: Kind; info: RuleInfo }

function contentOf({ rules, correlations, filters }: ParsedFile): Content | undefined {
  if (rules[0]) return { kind: 'rule', info: rules[0].info };
  if (correlations[0]) return { kind: 'correlation', info: infoOfCorrelation(correlations[0].info) };
  return filters[0] && { kind: 'filter', info: infoOfFilter(filters[0].info) };
}

function infoOfCorrelation(rule: CorrelationRule): RuleInfo {
  const { id, title, description, level, status, author, tactics, techniques, falsePositives, file, name } = rule;
  return { id, title, description, level, status, author, tactics, techniques, falsePositives, file, references: [], logSource: {}, ...(name === undefined ? {} : { name }) };
}

function infoOfFilter({ id, title, description, logSource, file }: FilterRule): RuleInfo {
  return { id, title, description, logSource, file, level: 'informational', status: '', author: '', tactics: [], techniques: [], falsePositives: [], references: [] };
}

/** What a reader can tell of a rule that the parser refuses: the plain lines at its top. */
function headOf({ file, text }: DocumentSource, knownId: string | undefined): RuleInfo {
  const line = (key: string): string | undefined => new RegExp(`^${key}:[ \\t]*(['"]?)(.+?)\\1[ \\t]*\\r?$`, 'm').exec(text)?.[2]?.slice(0, TEXT_CHARS_MAX);
  const level = line('level');
  return {
    id: knownId ?? line('id') ?? `${file}#1`, title: line('title')?.slice(0, 256) ?? file, description: line('description') ?? '', author: line('author') ?? '', status: line('status') ?? '',
    level: LEVELS.find((known): known is Level => known === level) ?? 'medium', tactics: [], techniques: [], falsePositives: [], references: [], logSource: {}, file,
  };
}

/** As jsonb takes it: YAML's escapes can make characters that it refuses. */
function storable<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? storableText(item, TEXT_CHARS_MAX) : item))) as T;
}
