import { compileRules } from '../../../../lib/engine/sigma/rule-set';
import type { SigmaEvent } from '../../../../lib/engine/activity/activity';
import type { CompileOptions, RuleSet } from '../../../../lib/engine/sigma/types';

const indent = (text: string): string => text.trim().split('\n').map((line) => `    ${line}`).join('\n');

/** A rule about process starts with this detection section. */
export const ruleText = (detection: string, id = 'rule-1', extra = ''): string =>
  `title: Rule ${id}\nid: ${id}\nlogsource:\n    category: process_creation\n    product: windows\n${extra}detection:\n${indent(detection)}\n`;

export function compile(...texts: readonly string[]): RuleSet {
  return compileRules(texts.map((text, index) => ({ file: `rules/${index + 1}.yml`, text })));
}

export const processEvent = (fields: Readonly<Record<string, unknown>>): SigmaEvent => ({ product: 'windows', service: 'sysmon', categories: ['process_creation'], fields });

/** Whether a rule with this detection section matches; fails loudly when the rule does not load. */
export function matches(detection: string, fields: Readonly<Record<string, unknown>>, options: CompileOptions = {}): boolean {
  const rules = compileRules([{ file: 'rule.yml', text: ruleText(detection) }], options);
  const problem = [...rules.errors, ...rules.warnings][0];
  if (problem) throw new Error(`${problem.line}:${problem.column} ${problem.reason}`);
  return rules.matchIds(processEvent(fields)).length === 1;
}

/** Whether `key: value` in a selection matches a field `f` with this content. */
export const fieldMatches = (key: string, value: string, content: unknown, options: CompileOptions = {}): boolean =>
  matches(`selection:\n    ${key}: ${value}\ncondition: selection`, content === undefined ? {} : { f: content }, options);
