import type { HeldReason, TargetSettings } from './model';
import { nextDigest, quietUntil } from './wall-clock';

const HOUR_MS = 3_600_000;
/** An alert that keeps growing is told anew at most so often: editing is silent, a further message is not. */
const EDIT_GAP_MS = 5_000, FURTHER_GAP_MS = 15 * 60_000;
const SMALL_NEWS: ReadonlySet<string> = new Set(['grew', 'changed']);

/** A row of the outbox that waits and is due. */
export interface DueRow { id: bigint; subject: string; events: readonly string[]; severity: string; held: HeldReason | null; delivery: string | null }
/** What the target has been told of a subject. */
export interface KnownMessage { ref: string | null; updatedAt: Date }

export interface PlanInput {
  settings: Pick<TargetSettings, 'quiet' | 'digest' | 'timeZone' | 'perHour'>;
  editable: boolean;
  /** In order of their ids. */
  rows: readonly DueRow[];
  known: ReadonlyMap<string, KnownMessage>;
  /** When new messages went out within the last hour, the oldest first. */
  recentPosts: readonly Date[];
  /** Messages that other workers are sending. */
  underWay: number;
  now: Date;
}

export interface Hold { id: bigint; dueAt: Date; held: HeldReason | null }
export interface Plan { holds: Hold[]; send?: { rows: DueRow[]; digest: boolean } }

/** Which of the due rows is told next, alone or several in one message, and which wait until when. Nothing is ever dropped here. */
export function planDelivery(input: PlanInput): Plan {
  const { rows, known, editable, now } = input, holds: Hold[] = [];
  const again = rows.find((row) => row.delivery !== null);
  if (again) {
    const group = rows.filter((row) => row.delivery === again.delivery);
    return { holds, send: { rows: group, digest: group.length > 1 } };
  }
  const quiet = quietUntil(input.settings, now), freeAt = throttledUntil(input);
  const collected: DueRow[] = [];
  let single: DueRow | undefined;
  for (const row of rows) {
    const message = known.get(row.subject), isEdit = editable && message !== undefined && message.ref !== null;
    const hold = holdOf(row, input, quiet, isEdit, message);
    if (hold) holds.push(hold);
    else if (isEdit) single ??= row;
    else if (freeAt) holds.push({ id: row.id, dueAt: freeAt, held: 'throttle' });
    else if (row.held !== null) collected.push(row);
    else single ??= row;
  }
  if (single) return { holds, send: { rows: [single], digest: false } };
  return collected.length > 0 ? { holds, send: { rows: collected, digest: collected.length > 1 } } : { holds };
}

function holdOf(row: DueRow, { settings, editable, now }: PlanInput, quiet: Date | undefined, isEdit: boolean, message: KnownMessage | undefined): Hold | undefined {
  const { id, held } = row;
  if (quiet && !(settings.quiet?.exceptCritical === true && row.severity === 'critical')) return { id, dueAt: quiet, held: 'quiet' };
  const digest = held === null && !isEdit ? nextDigest(settings, now) : undefined;
  if (digest) return { id, dueAt: digest, held: 'digest' };
  if (message === undefined || !row.events.every((event) => SMALL_NEWS.has(event))) return undefined;
  const earliest = new Date(message.updatedAt.getTime() + (editable ? EDIT_GAP_MS : FURTHER_GAP_MS));
  return earliest > now ? { id, dueAt: earliest, held } : undefined;
}

function throttledUntil({ settings: { perHour }, recentPosts, underWay, now }: PlanInput): Date | undefined {
  const over = recentPosts.length + underWay - perHour;
  if (over < 0) return undefined;
  const oldest = recentPosts[Math.min(over, recentPosts.length - 1)];
  return new Date((oldest ?? now).getTime() + HOUR_MS);
}
