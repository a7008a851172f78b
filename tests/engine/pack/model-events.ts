import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SigmaEvent } from '../../../lib/engine/activity/activity';
import { evaluateCorrelation, type CorrelationMatch } from '../../../lib/engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../../../lib/engine/sigma/correlations/groups';
import { correlationFactsOf } from '../../../lib/engine/sigma/correlations/match-facts';
import { planOf } from '../../../lib/engine/sigma/correlations/plan';
import type { RuleSet } from '../../../lib/engine/sigma/types';
import { PACK_FOLDER } from '../../../lib/rules/load-pack';
import { ingest } from './pack-events';

const record = z.union([z.string(), z.record(z.string(), z.unknown())]);
/** `times` records, `every` so many seconds, the first `at` seconds after the start. `{n}` counts them, `{time}` and its kin are when they happen. */
const step = z.strictObject({ at: z.number().default(0), times: z.number().default(1), every: z.number().default(0), record });
const course = z.array(step).min(1);
const modelEvents = z.strictObject({ positive: z.array(course).min(2), negative: z.array(course).min(2) });
type Course = z.infer<typeof course>;

const START = Date.UTC(2026, 10, 20, 1, 40);

export function readModelEvents(root: string, ruleFile: string): z.infer<typeof modelEvents> {
  return modelEvents.parse(parse(readFileSync(join(root, PACK_FOLDER, ruleFile.replace(/\.yml$/, '.events.yml')), 'utf8')));
}

/** What a correlation rule of the set says of a course of events that went through the whole pipeline. */
export function correlate(events: Course, rules: RuleSet, correlationId: string): CorrelationMatch[] {
  const node = planOf(rules).nodes.find(({ rule }) => rule.id === correlationId);
  if (!node) throw new Error(`no correlation ${correlationId}`);
  return evaluateCorrelation(node, matchedEvents(events.flatMap(linesOf), rules));
}

function linesOf({ at, times, every, record: template }: Course[number]): string[] {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  return Array.from({ length: times }, (_, index) => {
    const iso = new Date(START + (at + index * every) * 1000).toISOString();
    const [, day = '', month = '', year = ''] = /^\w+, (\d+) (\w+) (\d+)/.exec(new Date(iso).toUTCString()) ?? [];
    return text.replaceAll('{n}', String(index + 1)).replaceAll('{time}', iso).replaceAll('{sysmonTime}', iso.replace('T', ' ').replace('Z', '')).replaceAll('{cefTime}', `${month} ${day} ${year} ${iso.slice(11, 19)} +0000`);
  });
}

/** Which base rules match which records, seen through a rule set that listens to the pipeline. */
export function matchedEvents(lines: readonly string[], rules: RuleSet): MatchedEvent[] {
  const seen: { event: SigmaEvent; matched: readonly number[] }[] = [];
  const listening: RuleSet = {
    rules: rules.rules, errors: [], warnings: [], correlations: [], filters: [], matchesAlone: (index, event) => rules.matchesAlone(index, event), explain: (index, event) => rules.explain(index, event),
    matchIds: (event) => { seen.push({ event, matched: [...rules.matchIds(event)] }); return []; },
  };
  return lines.flatMap((line) => ingest(new TextEncoder().encode(`${line}\n`), listening).activities).flatMap((activity, ordinal) => {
    const { event, matched } = seen[ordinal] ?? { event: undefined, matched: [] };
    if (!event) throw new Error('a record was not matched');
    return correlationFactsOf(rules, matched, { event, activity }, ordinal).map(({ ruleId, observedAt, fields }) => ({ ruleId, observedAt, fields, uuid: String(ordinal) }));
  });
}

/** Ids of the rules that match one record, whether or not they make detections of their own. */
export function rulesOnRecord(template: string | Record<string, unknown>, rules: RuleSet): string[] {
  let matched: string[] = [];
  const listening: RuleSet = {
    rules: rules.rules, errors: [], warnings: [], correlations: [], filters: [], matchesAlone: (index, event) => rules.matchesAlone(index, event), explain: (index, event) => rules.explain(index, event),
    matchIds: (event) => { matched = rules.matchIds(event).map((index) => rules.rules[index]?.id ?? ''); return []; },
  };
  const { activities, rejects } = ingest(new TextEncoder().encode(`${typeof template === 'string' ? template : JSON.stringify(template)}\n`), listening);
  if (activities.length !== 1 || rejects.length > 0 || activities[0]?.family === 'unparsed') throw new Error('not one known record');
  return matched;
}
