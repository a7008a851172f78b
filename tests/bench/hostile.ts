import { isDecodeError, runPipeline } from '../../lib/engine/pipeline';
import { compileRules } from '../../lib/engine/sigma/rule-set';
import type { RuleSet, RuleSource } from '../../lib/engine/sigma/types';
import { batchRows } from '../../lib/ingest/batch-rows';
import { DECODE_LIMITS } from '../../lib/ingest/limits';
import { RuleMeter } from '../../lib/rules/rule-meter';
import { collectGarbage, cpuTimed, medianRounds } from './measure';
import { bodyOf } from './records';

const ROUNDS = 5;
const VALUES = 10_000;
const RECEIVED_AT = Date.parse('2026-11-18T00:00:00Z');
const PLACE = { tenantId: 1, sourceId: 1, chunkId: '1', receivedDay: '2026-11-18', receivedAt: RECEIVED_AT, clockSkewSeconds: 0, format: 'auto', body: new Uint8Array(0) } as const;

const rule = (number: number, title: string, detection: string): RuleSource => ({
  file: `hostile-${number}.yml`,
  text: `title: ${title}\nid: 00000000-0000-4000-8000-00000000000${number}\nlogsource:\n    product: windows\ndetection:\n${detection}\nlevel: high\n`,
});

/** What must not slow ingest down: a regular expression that backtracks without end elsewhere, a rule with very many values, one that matches every record. */
const HOSTILE: readonly RuleSource[] = [
  rule(1, 'Catastrophic expression', "    s:\n        Message|re: '^(?:(?:[a-z]+)+[^a-z]*)+~$'\n    condition: s"),
  rule(2, 'Ten thousand values', `    s:\n        CommandLine|contains:\n${Array.from({ length: VALUES }, (_, i) => `            - 'tool-${(i * 7919) % 99_991}.bin'`).join('\n')}\n    condition: s`),
  rule(3, 'Everything', "    s:\n        EventID|exists: true\n    condition: s"),
];

export interface HostileCost {
  /** CPU time of a batch without the hostile rules through that of the first batch that meets them, before any quarantine: the share of the rate that is left. */
  ratio: number;
  detections: number;
  /** Names of the hostile rules that the batch reports for quarantine. */
  reported: string[];
}

/** One batch through matching, metering and rows, with and without hostile rules, in turn. */
export function hostileCost(lines: readonly string[], sources: readonly RuleSource[]): HostileCost {
  const body = bodyOf(lines);
  const plain = compileRules(sources), all = compileRules([...sources, ...HOSTILE]);
  const byId = (rules: RuleSet) => new Map(rules.rules.map((each) => [each.id, each]));
  const plainById = byId(plain), allById = byId(all);
  const batch = (rules: RuleSet, infos: ReturnType<typeof byId>) => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => performance.now() });
    const result = runPipeline(body, meter, { format: 'auto', clockSkewSeconds: 0, receivedAt: RECEIVED_AT, limits: DECODE_LIMITS });
    if (isDecodeError(result)) throw new Error('the pipeline refused the body');
    batchRows(PLACE, result, infos);
    return { detections: result.detections.length, use: meter.use() };
  };
  const ms = medianRounds(ROUNDS, () => {
    collectGarbage();
    const without = cpuTimed(() => { batch(plain, plainById); });
    collectGarbage();
    return { without, with: cpuTimed(() => { batch(all, allById); }) };
  });
  const { detections, use } = batch(all, allById);
  const hostile = new Map(HOSTILE.map(({ file }) => [all.rules.find((each) => each.file === file)?.id, file]));
  const reported = use.excesses.flatMap(({ ruleId }) => (hostile.has(ruleId) ? [allById.get(ruleId)?.title ?? ruleId] : []));
  return { ratio: ms.without / ms.with, detections, reported };
}
