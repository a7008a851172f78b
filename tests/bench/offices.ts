import { isDecodeError, runPipeline } from '../../lib/engine/pipeline';
import type { PipelineResult } from '../../lib/engine/pipeline-types';
import type { RuleSet } from '../../lib/engine/sigma/types';
import { bodyOf, simulatedLines } from './records';

const OPTIONS = { format: 'windows', clockSkewSeconds: 0, receivedAt: Date.parse('2026-11-18T12:00:00Z'), limits: { recordsMax: Number.MAX_SAFE_INTEGER, recordBytesMax: 2 ** 20, depthMax: 64 } } as const;
const OFFICE_RECORDS = 6_000;
const HOST = /\b(PC|FS|DC|APP|PRINT|WSUS|SCAN)-(\d{2,4})\b/gi;
const SHARED_ACCOUNTS = /^(system|network service|local service|anonymous logon|administrator|.*\$)$/;

export function analyse(lines: readonly string[], rules: RuleSet): PipelineResult {
  const result = runPipeline(bodyOf(lines), rules, OPTIONS);
  if (isDecodeError(result)) throw new Error(result.reason);
  return result;
}

/** The records of one intrusion in one office, and what else its endpoints did that may explain it. */
export class Office {
  readonly lines: readonly string[];
  readonly detections: number;
  readonly #accounts: RegExp;

  constructor(rules: RuleSet) {
    const all = simulatedLines({ count: OFFICE_RECORDS, seed: 7, endpoints: 40, intrusions: 1, messages: false });
    const { activities, detections } = analyse(all, rules);
    const involved = new Set(detections.map(({ activity }) => activity.endpointKey));
    this.lines = all.filter((_, i) => involved.has(activities[i]?.endpointKey));
    this.detections = detections.length;
    const accounts = new Set(activities.flatMap(({ accountKey }) => (accountKey && !SHARED_ACCOUNTS.test(accountKey) ? [accountKey.replaceAll(/[^\w.-]/g, '.')] : [])));
    this.#accounts = new RegExp(`\\b(${[...accounts].join('|')})\\b`, 'gi');
  }

  /** The same story in another office, on another day: other machines, addresses and people. */
  copy(number: number, day: string): string[] {
    const network = `10.${30 + (number >> 8)}.${number & 255}.`;
    return this.lines.map((line) => line
      .replaceAll(HOST, `$1-$2N${number}`).replaceAll(this.#accounts, `$1.n${number}`).replaceAll(/\b10\.20\.\d+\./g, network).replaceAll('2026-11-18', day));
  }
}

/** ISO day, `days` after the first. */
export const dayAfter = (days: number): string => new Date(Date.parse('2026-11-18T00:00:00Z') + days * 86_400_000).toISOString().slice(0, 10);
