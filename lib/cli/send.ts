import { basename } from 'node:path';
import { FORMATS } from '../engine/pipeline-types';
import type { IngestAnswer } from '../ingest/model';
import { AppError } from '../platform/errors';
import { CUT_LIMITS, cutBatches } from './send-batches';
import { deliver, Hopeless } from './send-client';
import { findFiles, readInflated, STDIN, type InputFile } from './send-files';
import { SendJournal, stateFolder } from './send-journal';
import { startProgress, type Progress } from './send-progress';

export interface SendOptions {
  /** Files, folders, or `-` for standard input. */
  paths: readonly string[];
  format: string;
  url: string;
  token: string;
  clockSkewSeconds?: number;
  /** Lines per batch. */
  batchRecords?: number;
  /** How long one batch is tried again. */
  retryForMs?: number;
  /** Where it is written down how far files have come. */
  stateFolder?: string;
  /** Stops between batches; what is under way is finished. */
  signal?: AbortSignal;
  out: NodeJS.WriteStream;
}

/** As a shell says that Ctrl-C ended a program. */
const STOPPED = 130;

const IN_FLIGHT_MAX = 2;
/** A server that has taken something will come back; one that never answered may be a wrong address. */
const RETRY_FOR_MS = 10 * 60_000;
const FIRST_RETRY_FOR_MS = 30_000;

/** Sends everything and tells what became of it. The exit code: 0 when all was stored, 1 when a record, a batch or a file was not, 130 when it was stopped. */
export async function send(options: SendOptions): Promise<number> {
  if (!(FORMATS as readonly string[]).includes(options.format)) throw new AppError('bad_request', `There is no format "${options.format}". Formats: ${FORMATS.join(', ')}.`);
  const { files, skipped } = await findFiles(options.paths);
  for (const path of skipped) options.out.write(`skipped ${path}: not a known type of log file; name it itself to send it\n`);
  const run = new Run(options, startProgress(options.out, files.reduce((sum, file) => sum + file.bytes, 0)));
  for (const file of files) {
    if (options.signal?.aborted) break;
    await run.file(file);
  }
  await run.drain();
  return run.finish(files.length);
}

class Run {
  readonly #startedAt = Date.now();
  readonly #inFlight = new Set<Promise<void>>();
  readonly #reasons = new Map<string, number>();
  readonly #problems: string[] = [];
  #received = 0;
  #stored = 0;
  #rejected = 0;
  #batches = 0;
  #duplicates = 0;
  #hopeless = false;
  #waiting = '';

  constructor(private readonly options: SendOptions, private readonly progress: Progress) {}

  async file({ path }: InputFile): Promise<void> {
    const name = path === STDIN ? 'standard input' : path;
    const { url, token, format, clockSkewSeconds, batchRecords: batchLines = CUT_LIMITS.batchLines } = this.options;
    const journal = path === STDIN ? undefined : await SendJournal.open(this.options.stateFolder ?? stateFolder(), { path, url, token, format, clockSkewSeconds, batchLines });
    if (journal && journal.skip > 0) this.options.out.write(`${name}: going on after ${journal.skip} batches that are there already\n`);
    const problems = this.#problems.length;
    let index = 0;
    try {
      for await (const body of cutBatches(readInflated(path, (bytes) => this.progress.read(bytes)), { ...CUT_LIMITS, batchLines })) {
        const number = index++;
        if (journal && number < journal.skip) continue;
        while (this.#inFlight.size >= IN_FLIGHT_MAX) await Promise.race(this.#inFlight);
        if (this.#hopeless || this.#stopped) return;
        const sending: Promise<void> = this.#batch(name, body, () => journal?.acknowledged(number)).finally(() => this.#inFlight.delete(sending));
        this.#inFlight.add(sending);
      }
    } catch (thrown) {
      this.#problems.push(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
    if (!journal) return;
    await this.drain();
    if (this.#problems.length === problems && !this.#stopped) await journal.finish();
  }

  get #stopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  async drain(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  finish(fileCount: number): number {
    this.progress.stop();
    const { out } = this.options;
    const seconds = (Date.now() - this.#startedAt) / 1000;
    const rate = Math.round(this.#received / Math.max(0.001, seconds));
    const known = this.#duplicates > 0 ? `, ${this.#duplicates} of ${this.#batches} batches were there already` : '';
    out.write(`${this.#received} records from ${fileCount} file${fileCount === 1 ? '' : 's'} in ${seconds.toFixed(1)} s (${rate}/s): ${this.#stored} stored, ${this.#rejected} rejected${known}\n`);
    for (const [reason, count] of [...this.#reasons].sort((a, b) => b[1] - a[1])) out.write(`  rejected ${count} × ${reason}\n`);
    for (const problem of this.#problems) out.write(`  not sent: ${problem}\n`);
    if (this.#stopped) out.write('stopped. The same command again goes on from there.\n');
    return this.#stopped ? STOPPED : this.#problems.length > 0 || this.#rejected > 0 ? 1 : 0;
  }

  async #batch(name: string, body: Buffer, acknowledged: () => Promise<void> | undefined): Promise<void> {
    const { url, token, format, clockSkewSeconds, signal } = this.options;
    const retryForMs = this.options.retryForMs ?? (this.#batches > 0 ? RETRY_FOR_MS : FIRST_RETRY_FOR_MS);
    try {
      this.#count(await deliver(body, { url, token, format, clockSkewSeconds, retryForMs, signal, onWait: (reason) => this.#wait(reason) }));
      await acknowledged();
      this.#waiting = '';
      this.progress.update(this.#received, this.#rejected, basename(name));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      if (this.#stopped) return;
      if (thrown instanceof Hopeless && this.#hopeless) return; // the other batch in flight met the same wall
      this.#hopeless ||= thrown instanceof Hopeless;
      this.#problems.push(`${name}: ${thrown.message}`);
    }
  }

  #count(answer: IngestAnswer): void {
    this.#batches++;
    this.#received += answer.received;
    this.#stored += answer.stored;
    this.#rejected += answer.rejectedCount;
    if (answer.duplicate) this.#duplicates++;
    for (const { reason } of answer.rejected) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    const unnamed = answer.rejectedCount - answer.rejected.length;
    if (unnamed > 0) this.#reasons.set('for a reason that the console shows', (this.#reasons.get('for a reason that the console shows') ?? 0) + unnamed);
  }

  /** Said once per reason: the next tries would say the same. */
  #wait(reason: string): void {
    this.progress.update(this.#received, this.#rejected, `waiting: ${reason}`);
    if (this.#waiting === reason || this.options.out.isTTY) return;
    this.#waiting = reason;
    this.options.out.write(`waiting for ${this.options.url}: ${reason}\n`);
  }
}
