import type { AlertRow } from '../alerts/model';
import type { DetectionSummary } from '../detections/model';

export const CHECK_NOTE_CHARS_MAX = 2_000;

/** What stood on the page when somebody said "check done". */
export interface CheckCounts { newAlerts: number; changedAlerts: number; openCritical: number; openHigh: number; silentSources: number }

/** ISO 8601 times. */
export interface TeamCheck { id: number; userId: number; userName: string; checkedAt: string; since: string; note: string; counts: CheckCounts }

export interface SilentSource { id: number; name: string; lastSeen: string | null; expectedEverySeconds: number }

export interface AlertShelf { items: AlertRow[]; total: number }

/** The first page: what changed since the reader's last check and what waits. */
export interface Home {
  now: string;
  since: string;
  /** False: the reader has not checked before (or not within two weeks), so the last day is shown. */
  sinceOwnCheck: boolean;
  fresh: AlertShelf;
  /** Alerts that were there before and have changed: grew, were noted on, given to somebody. */
  changed: AlertShelf;
  mine: AlertShelf;
  open: { critical: number; high: number; medium: number; low: number };
  silent: SilentSource[];
  detections: Pick<DetectionSummary, 'from' | 'to' | 'bucketMs' | 'buckets' | 'total'>;
  /** The newest first. */
  checks: TeamCheck[];
  /** Nothing has ever been received. */
  empty: boolean;
}
