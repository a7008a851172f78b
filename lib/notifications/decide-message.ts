import { severityRank, type NotificationEvent, type TargetSettings } from './model';

/** As much of an alert as decides whether and how it is told. */
export interface AlertNow { severity: string; status: string; mergedInto: string | null }
export interface DecideInput {
  settings: Pick<TargetSettings, 'minSeverity' | 'events'>;
  editable: boolean;
  /** What happened since the target was last told. */
  events: readonly string[];
  alert: AlertNow;
  /** What the target knows: without `ref` it was told within a digest, or only counted. */
  known?: { ref: string | null; severity: string };
}
/** `remember`: not told, but what comes later is compared with it. */
export interface Decision { action: 'post' | 'edit' | 'remember' | 'skip'; event: string }

/** The most telling of what happened and is wanted comes first. */
const ORDER: readonly NotificationEvent[] = ['closed', 'assigned', 'raised', 'opened', 'grew'];

/** Whether an alert is told to a target now: as a new message, in the one that is there, or not at all. */
export function decideMessage({ settings, editable, events, alert, known }: DecideInput): Decision {
  const edits = editable && known !== undefined && known.ref !== null;
  if (alert.mergedInto !== null) return { action: edits ? 'edit' : 'skip', event: 'joined' };
  const severe = severityRank(alert.severity) >= severityRank(settings.minSeverity);
  if (!severe && known === undefined) return { action: 'skip', event: 'changed' };
  const happened = new Set(events);
  // An alert that grew over the target's threshold is new there.
  if (known === undefined && happened.has('grew')) happened.add('opened');
  if (known !== undefined) {
    happened.delete('opened');
    if (severityRank(alert.severity) > severityRank(known.severity)) happened.add('raised');
  }
  const told = ORDER.find((event) => happened.has(event) && settings.events.includes(event));
  if (edits) return { action: 'edit', event: told ?? (happened.has('grew') ? 'grew' : 'changed') };
  if (told !== undefined && severe) return { action: 'post', event: told };
  return { action: known === undefined && !happened.has('opened') ? 'skip' : 'remember', event: 'changed' };
}
