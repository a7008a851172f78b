import type { Format } from '../engine/pipeline-types';

export const SOURCES = ['endpoint', 'network', 'gateway'] as const;
export type SimulatedSource = (typeof SOURCES)[number];

export interface SimulateOptions {
  seed: number;
  /** Desktops of the office, 1..5000; its few servers come on top. */
  endpoints: number;
  /** May be a fraction: ten minutes of load are 10 / 1440. */
  days: number;
  /** Epoch ms. */
  startAt: number;
  /** Average rate of all records; ordinary activity is scaled to it, with ten times the rate in the first two minutes after 09:00. */
  recordsPerSecond?: number;
  intrusions: number;
  /** Begin of each intrusion (epoch ms) instead of a working hour chosen from the seed. */
  intrusionsAt?: readonly number[];
  /** Office time; Asia/Tokyo unless given. */
  timeZoneOffsetMinutes?: number;
  /** `work` keeps the office open on Saturday and Sunday, so that a demo is never empty. */
  weekends?: 'off' | 'work';
  /** Adds the rendered event text as collectors do, which makes endpoint records about twice as long. */
  messages?: boolean;
}

/** Records of one source, oldest first. `at` is the time of the first; batches of one source never go back in time. */
export interface SimulatedBatch {
  source: SimulatedSource;
  format: Format;
  at: number;
  records: string[];
}

export const FORMAT_OF: Readonly<Record<SimulatedSource, Format>> = { endpoint: 'windows', network: 'zeek', gateway: 'cef' };

export type Settings = Required<SimulateOptions> & { endAt: number };

const ENDPOINTS_MAX = 5000;
const DAYS_MAX = 366;
/** What a desktop and its share of the servers write on an average day when no rate is asked for. */
const RECORDS_PER_ENDPOINT_DAY = 420;
const DAY_SECONDS = 86_400;
const DEMO_ENDPOINTS = 40;
const DEMO_LEAD_MS = 2 * 3_600_000;

/** Fills in the defaults; throws a RangeError that names the option when one is out of range. */
export function settingsOf(options: SimulateOptions): Settings {
  demand(Number.isInteger(options.endpoints) && options.endpoints >= 1 && options.endpoints <= ENDPOINTS_MAX, `endpoints must be a whole number from 1 to ${ENDPOINTS_MAX}`);
  demand(options.days > 0 && options.days <= DAYS_MAX, `days must be more than 0 and at most ${DAYS_MAX}`);
  demand(Number.isFinite(options.startAt) && options.startAt >= 0, 'startAt must be epoch milliseconds');
  demand(Number.isInteger(options.intrusions) && options.intrusions >= 0 && options.intrusions <= 50, 'intrusions must be a whole number from 0 to 50');
  const rate = options.recordsPerSecond ?? (options.endpoints * RECORDS_PER_ENDPOINT_DAY) / DAY_SECONDS;
  demand(rate > 0 && Number.isFinite(rate), 'recordsPerSecond must be more than 0');
  const startAt = Math.floor(options.startAt);
  return {
    seed: options.seed >>> 0,
    endpoints: options.endpoints,
    days: options.days,
    startAt,
    endAt: startAt + Math.floor(options.days * DAY_SECONDS * 1000),
    recordsPerSecond: rate,
    intrusions: options.intrusions,
    intrusionsAt: options.intrusionsAt ?? [],
    timeZoneOffsetMinutes: options.timeZoneOffsetMinutes ?? 540,
    weekends: options.weekends ?? 'off',
    messages: options.messages ?? false,
  };
}

/** A small office over the day that has just ended, with one intrusion two hours before its end. */
export function demoOptions(now: number): SimulateOptions {
  const endAt = now - 60_000;
  const startAt = endAt - DAY_SECONDS * 1000;
  return { seed: 20_260_112, endpoints: DEMO_ENDPOINTS, days: 1, startAt, intrusions: 1, intrusionsAt: [endAt - DEMO_LEAD_MS], weekends: 'work' };
}

function demand(holds: boolean, message: string): void {
  if (!holds) throw new RangeError(message);
}
