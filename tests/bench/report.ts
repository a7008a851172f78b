import { loadavg } from 'node:os';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Value over that of the baseline, which was measured in the same run. */
  ratio?: number;
  /** The baseline's name. */
  of?: string;
  note?: string;
}

/** True for the sizes that the goals are stated for; otherwise sizes that finish within a minute or so. */
export const FULL = process.env['YAGURA_BENCH_FULL'] === '1';

const load = (): string => loadavg().map((n) => n.toFixed(1)).join(' ');

/** Collects the figures of one benchmark and prints them once: a table to read, then a JSON line per figure. */
export class Report {
  readonly #figures: Figure[] = [];
  readonly #notes: string[] = [];
  readonly #problems: string[] = [];
  readonly #loadBefore = load();
  readonly #startedAt = performance.now();

  constructor(private readonly bench: string) {}

  add(...figures: Figure[]): void {
    this.#figures.push(...figures);
  }

  note(line: string): void {
    this.#notes.push(line);
  }

  /** Something that must not be, such as a lost record. It makes the benchmark fail; slowness never does. */
  problem(line: string): void {
    this.#problems.push(line);
  }

  print(): void {
    const rows = this.#figures.map(({ name, value, unit, ratio, of, note }) => [name, shown(value), unit, ratio === undefined ? '' : `${ratio.toFixed(2)} × ${of ?? ''}`, note ?? ''] as const);
    const width = (column: 0 | 1 | 2 | 3): number => Math.max(0, ...rows.map((row) => row[column].length));
    console.log(`\n${this.bench}${FULL ? ' (full)' : ' (short)'}`);
    for (const [name, value, unit, ratio, note] of rows) console.log(`  ${name.padEnd(width(0))}  ${value.padStart(width(1))} ${unit.padEnd(width(2))}  ${ratio.padEnd(width(3))}  ${note}`.trimEnd());
    for (const line of this.#notes) console.log(`  · ${line}`);
    console.log(`  · load average before ${this.#loadBefore}, after ${load()}; ${((performance.now() - this.#startedAt) / 1000).toFixed(0)} s`);
    for (const figure of this.#figures) console.log(JSON.stringify({ bench: this.bench, full: FULL, ...figure }));
    for (const line of this.#problems) console.error(`WRONG ${this.bench}: ${line}`);
    if (this.#problems.length > 0) process.exitCode = 1;
  }
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
