import type { SigmaEvent } from '../../lib/engine/activity/activity';
import { decodeBody } from '../../lib/engine/decode/decode';
import type { RawRecord } from '../../lib/engine/decode/types';
import { normalise } from '../../lib/engine/normalise/registry';
import { isDecodeError, runPipeline } from '../../lib/engine/pipeline';
import { compileRules } from '../../lib/engine/sigma/rule-set';
import type { RuleSet, RuleSource } from '../../lib/engine/sigma/types';
import { rootFolder } from '../../lib/platform/paths';
import { hostileCost } from './hostile';
import { collectGarbage, medianRounds, timed } from './measure';
import { bodyOf, mixOf, recordingLines, recordings, simulatedLines } from './records';
import { FULL, Report } from './report';
import { readRules, sampleOf } from './rules';

const ROUNDS = FULL ? 5 : 3;
const SIMULATED = FULL ? 50_000 : 10_000;
const PER_RECORDING = FULL ? Number.MAX_SAFE_INTEGER : 250;
const CURVE = [100, 300, 1_000, 3_000];
const CURVE_EVENTS = 20_000;
const BATCH_RECORDS = 5_000;
const OPTIONS = { format: 'json', clockSkewSeconds: 0, receivedAt: Date.parse('2026-11-18T00:00:00Z'), limits: { recordsMax: Number.MAX_SAFE_INTEGER, recordBytesMax: 16 * 2 ** 20, depthMax: 64 } } as const;
const MIB = 2 ** 20;

/** Records in pieces, each read when its turn comes, so that memory does not grow with their number. */
type Corpus = readonly (() => string[])[];

const report = new Report('detect');

/** Decodes and normalises a body and hands each event on. */
function eachEvent(body: Uint8Array, take: (event: SigmaEvent) => void): number {
  let rejects = 0;
  const record = (value: RawRecord): void => take(normalise(value, OPTIONS).event);
  const refused = decodeBody(body, OPTIONS, { record, reject: () => { rejects++; } });
  if (refused) report.problem(`a body was refused: ${refused.reason}`);
  return rejects;
}

interface Totals { parse: number; decode: number; match: number; whole: number; pipeline: number }

/** One pass over the corpus: ms of each way to look at its records. */
function pass(corpus: Corpus, rules: RuleSet): Totals {
  const totals: Totals = { parse: 0, decode: 0, match: 0, whole: 0, pipeline: 0 };
  collectGarbage();
  for (const read of corpus) {
    const lines = read();
    const body = bodyOf(lines);
    totals.parse += timed(() => { for (const line of lines) JSON.parse(line); });
    totals.decode += timed(() => eachEvent(body, () => undefined));
    totals.whole += timed(() => eachEvent(body, (event) => rules.matchIds(event)));
    totals.pipeline += timed(() => { if (isDecodeError(runPipeline(body, rules, OPTIONS))) report.problem('the pipeline refused a body'); });
    const events: SigmaEvent[] = [];
    eachEvent(body, (event) => events.push(event));
    totals.match += timed(() => { for (const event of events) rules.matchIds(event); });
  }
  return totals;
}

function count(corpus: Corpus, rules: RuleSet): { records: number; bytes: number; rejects: number; matches: number } {
  const counted = { records: 0, bytes: 0, rejects: 0, matches: 0 };
  for (const read of corpus) {
    const lines = read(), body = bodyOf(lines);
    counted.records += lines.length;
    counted.bytes += body.length;
    counted.rejects += eachEvent(body, (event) => { counted.matches += rules.matchIds(event).length; });
  }
  return counted;
}

function measureCorpus(name: string, corpus: Corpus, rules: RuleSet): void {
  const { records, bytes, rejects, matches } = count(corpus, rules);
  const cpu = process.cpuUsage(), started = performance.now();
  const ms = medianRounds(ROUNDS, () => pass(corpus, rules));
  const used = process.cpuUsage(cpu), busy = (used.user + used.system) / 1000 / (performance.now() - started);
  const rate = (each: number): number => (records * 1000) / each;
  const against = { of: 'JSON.parse' };
  report.add(
    { name: `${name}: JSON.parse alone`, value: rate(ms.parse), unit: 'records/s', note: `${records} records of ${Math.round(bytes / records)} bytes` },
    { name: `${name}: decode + normalise`, value: rate(ms.decode), unit: 'records/s', ratio: ms.parse / ms.decode, ...against },
    { name: `${name}: matching alone`, value: rate(ms.match), unit: 'events/s', ratio: ms.parse / ms.match, ...against, note: `${rules.rules.length} rules, ${matches} matches` },
    { name: `${name}: parse + normalise + match`, value: rate(ms.whole), unit: 'records/s', ratio: ms.parse / ms.whole, ...against },
    { name: `${name}: whole pipeline`, value: rate(ms.pipeline), unit: 'records/s', ratio: ms.parse / ms.pipeline, ...against, note: 'with explanations and facts' },
  );
  report.note(`${name}: ${(busy * 100).toFixed(0)} % of one core was ours while measuring (over 100 %: the collector's threads)`);
  if (rejects > 0 && name === 'simulated') report.problem(`${rejects} simulated records were rejected`);
  else if (rejects > 0) report.note(`${name}: ${rejects} unreadable records`);
}

function compile(name: string, sources: readonly RuleSource[]): RuleSet {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let rules: RuleSet | undefined;
  const ms = timed(() => { rules = compileRules(sources); });
  if (!rules) throw new Error('nothing was compiled');
  collectGarbage();
  const refused = rules.errors.length + rules.warnings.length;
  report.add(
    { name: `compile ${name}`, value: ms, unit: 'ms', note: `${rules.rules.length} rules${refused ? `, ${refused} refused with a reason` : ''}` },
    { name: `memory of ${name}`, value: (process.memoryUsage().heapUsed - before) / MIB, unit: 'MiB' },
  );
  return rules;
}

/** The rate of matching alone as rules are added. Each set meets events that nothing has looked at before, as in life. */
function measureCurve(corpus: Corpus, sources: readonly RuleSource[]): void {
  const each = Math.max(1, Math.ceil(CURVE_EVENTS / corpus.length));
  const bodies = corpus.map((read) => bodyOf(read().slice(0, each)));
  const sets = [...new Set(CURVE.map((n) => Math.min(n, sources.length)))].map((n) => compileRules(sampleOf(sources, n)));
  let records = 0;
  const fresh = (): SigmaEvent[] => {
    const events: SigmaEvent[] = [];
    for (const body of bodies) eachEvent(body, (event) => { events.push(event); });
    records = events.length;
    return events;
  };
  const matchAll = (rules: RuleSet): number => {
    const events = fresh();
    return timed(() => { for (const event of events) rules.matchIds(event); });
  };
  const ms = medianRounds(ROUNDS, () => Object.fromEntries(sets.map((rules, i) => [String(i), matchAll(rules)])));
  sets.forEach((rules, i) => {
    const [first, own] = [ms['0'] ?? Number.NaN, ms[String(i)] ?? Number.NaN];
    report.add({ name: `matching, ${rules.rules.length} rules`, value: (records * 1000) / own, unit: 'events/s', ...(i === 0 ? {} : { ratio: first / own, of: `${sets[0]?.rules.length} rules` }) });
  });
}

const root = rootFolder();
const { pack, windows, others } = await readRules(root);
const packRules = compile('built-in pack', pack);
const allRules = windows ? compile('built-in pack + SigmaHQ Windows', [...pack, ...windows]) : packRules;
if (!windows) report.note('../shared/data/sigma is absent: the built-in pack alone');
const simulated = simulatedLines({ count: SIMULATED, seed: 11 });
report.note(`simulated: ${mixOf(simulated)}; why so stands at the weights in lib/simulate/life/ambient.ts`);
measureCorpus('simulated', [() => simulated], allRules);
const hostile = hostileCost(simulated.slice(0, BATCH_RECORDS), [...pack, ...(windows ?? [])]);
report.add({
  name: 'one batch with hostile rules', value: hostile.ratio, unit: '× the rate without', note: `catastrophic expression, 10,000 values, matches all; ${hostile.detections} detections; reported: ${hostile.reported.join(', ') || 'none'}`,
});
const files = recordings(root);
const corpus: Corpus = files ? files.map((file) => () => recordingLines(file, PER_RECORDING)) : [() => simulated];
if (files) measureCorpus('OTRF', corpus, allRules);
else report.note('../shared/data/otrf is absent: simulated records alone');
measureCurve(corpus, [...(windows ?? []), ...pack, ...others]);
report.note(`peak memory of this process, prepared events included: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
report.print();
