import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { Normalised } from '../engine/activity/activity';
import { decodeBody } from '../engine/decode/decode';
import type { RawRecord, RecordSink } from '../engine/decode/types';
import { normalise } from '../engine/normalise/registry';
import type { NormaliseContext } from '../engine/normalise/types';
import { isShown } from '../engine/sigma/correlations/match-facts';
import { compileRules } from '../engine/sigma/rule-set';
import type { RuleError, RuleSet } from '../engine/sigma/types';
import { AppError } from '../platform/errors';
import { CorrelationCollector, type RecordPlace } from './detect-correlations';
import { recordBatches, RecordNumbers, type RecordBatch } from './detect-input';
import { correlationLine, jsonLine, matchLine } from './detect-lines';
import { readRuleFolder } from './rule-folder';

export interface DetectOptions {
  files: readonly string[];
  /** Folder of Sigma rules, or one rule file. */
  rules: string;
  /** NDJSON on `out`: one object per record that matched, then one per correlation rule that held. Otherwise a table. */
  json: boolean;
  out: NodeJS.WritableStream;
  /** Progress and notes; progress only on a terminal. */
  err: NodeJS.WritableStream & { isTTY?: boolean };
}

const LIMITS = { recordsMax: Number.MAX_SAFE_INTEGER, recordBytesMax: 16 * 1024 * 1024, depthMax: 64 };
const PROBLEMS_SHOWN_MAX = 20;
const PROGRESS_MS = 200;

/** Runs Sigma rules over files, offline and in constant memory. Returns the exit code. */
export async function detect(options: DetectOptions): Promise<number> {
  const sources = await readRuleFolder(options.rules).catch((cause: unknown) => refuse(`Cannot read the rules in ${options.rules}`, cause));
  const rules = compileRules(sources);
  showProblems(rules, options);
  if (rules.rules.length === 0) throw new AppError('bad_request', `There is no usable Sigma rule in ${options.rules}`);
  const totals = { records: 0, rejects: 0, matched: 0, bytes: 0 };
  const sizes = await Promise.all(options.files.map(async (file) => (await stat(file).catch((cause: unknown) => refuse(`Cannot read ${file}`, cause))).size));
  const progress = new Progress(options.err, sizes.reduce((sum, size) => sum + size, 0));
  const correlations = new CorrelationCollector(rules);
  for (const file of options.files) {
    const matcher = new FileMatcher(file, rules, correlations, options.json);
    const batches = recordBatches(file, (bytes) => (totals.bytes += bytes));
    try {
      for await (const batch of batches) {
        const lines = matcher.match(batch);
        progress.show(totals.bytes, totals.records + matcher.records);
        if (lines && !options.out.write(lines)) await once(options.out, 'drain');
      }
    } catch (cause) {
      refuse(`Cannot read ${file}`, cause);
    }
    totals.records += matcher.records;
    totals.rejects += matcher.rejects;
    totals.matched += matcher.matched;
  }
  progress.clear();
  for (const result of correlations.results()) options.out.write(correlationLine(result, options.json));
  if (correlations.leftOut > 0) options.err.write(`Correlation rules were given the earliest matches only: ${correlations.leftOut} were too many to remember\n`);
  if (!options.json) options.err.write(`${totals.records} records, ${totals.rejects} of them unreadable, ${totals.matched} matched; ${rules.rules.length + rules.correlations.length} rules\n`);
  return 0;
}

function refuse(message: string, cause: unknown): never {
  throw new AppError('bad_request', `${message}: ${cause instanceof Error ? cause.message : String(cause)}`);
}

function showProblems({ errors, warnings }: RuleSet, { err, json }: DetectOptions): void {
  show(err, errors, 'rules that could not be read');
  if (!json) show(err, warnings, 'rules that are left out');
}

function show(err: DetectOptions['err'], problems: readonly RuleError[], what: string): void {
  for (const { file, line, column, reason } of problems.slice(0, PROBLEMS_SHOWN_MAX)) err.write(`${file}:${line}:${column}: ${reason}\n`);
  if (problems.length > PROBLEMS_SHOWN_MAX) err.write(`… and ${problems.length - PROBLEMS_SHOWN_MAX} more ${what}\n`);
}

/** Matches one file's records, numbered from 1 over all of its batches. */
class FileMatcher implements RecordSink {
  records = 0;
  rejects = 0;
  matched = 0;
  #lines = '';
  #numbers: RecordNumbers | undefined;
  readonly #context: NormaliseContext;

  constructor(private readonly file: string, private readonly rules: RuleSet, private readonly correlations: CorrelationCollector, private readonly json: boolean) {
    this.#context = { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.now() };
  }

  /** The output for one batch. */
  match({ bytes, format }: RecordBatch): string {
    this.#lines = '';
    this.#numbers = new RecordNumbers(bytes);
    const refused = decodeBody(bytes, { format, limits: LIMITS }, this);
    if (refused) throw new Error(refused.reason);
    this.records += this.#numbers.blankLinesBefore(bytes.length, bytes.length);
    return this.#lines;
  }

  record(value: RawRecord, start: number, end: number): void {
    this.records += 1 + (this.#numbers?.blankLinesBefore(start, end) ?? 0);
    const normalised = normalise(value, this.#context);
    // The array belongs to the rule set and is reused by its next call.
    const matched = [...this.rules.matchIds(normalised.event)];
    if (matched.length === 0) return;
    const place = { file: this.file, line: this.records };
    this.correlations.add(matched, normalised, place);
    const shown = matched.filter((index) => isShown(this.rules, index));
    if (shown.length === 0) return;
    this.matched++;
    if (this.json) this.#lines += jsonLine(place, shown.flatMap((index) => this.rules.rules[index] ?? []));
    else for (const index of shown) this.#lines += this.#matchLine(index, normalised, place);
  }

  #matchLine(index: number, { event, activity }: Normalised, place: RecordPlace): string {
    const rule = this.rules.rules[index];
    return rule ? matchLine(rule, { ...place, at: activity.observedAt, endpoint: activity.endpointName }, this.rules.explain(index, event)) : '';
  }

  reject(_reason: string, start: number, end: number): void {
    this.records += 1 + (this.#numbers?.blankLinesBefore(start, end) ?? 0);
    this.rejects++;
  }
}

/** One line on a terminal; nothing elsewhere. */
class Progress {
  #shownAt = 0;

  constructor(private readonly err: DetectOptions['err'], private readonly bytesTotal: number) {}

  show(bytes: number, records: number): void {
    const now = Date.now();
    if (!this.err.isTTY || now - this.#shownAt < PROGRESS_MS) return;
    this.#shownAt = now;
    this.err.write(`\r\x1b[K${Math.floor((bytes / (this.bytesTotal || 1)) * 100)} % · ${records} records`);
  }

  clear(): void {
    if (this.err.isTTY && this.#shownAt > 0) this.err.write('\r\x1b[K');
  }
}
