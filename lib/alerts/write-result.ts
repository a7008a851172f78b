import 'server-only';
import { createHash } from 'node:crypto';
import type { AuditEntry } from '../audit/write-audit';
import { withParent } from '../engine/correlate/links';
import type { AlertContent, CorrelatedAlert, CorrelateResult } from '../engine/correlate/types';
import { noteAlertChanges, type AlertChange } from '../notifications/note-alert-changes';
import { utcDay } from '../platform/clock';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { absorbAlert, insertAlerts, nextAlertNumbers, updateAlerts, type AlertWrite } from './alert-writes';
import { placeSignals } from './correlation-store';
import { formatAlertId } from './model';
import type { Placement, WorkingSet } from './working-set';

/** Hashes of contents as they were last written, by alert: most alerts of a step are as they were. */
export type WrittenContents = Map<string, string>;

/** Writes alerts that are new or other than before, and where each signal belongs now; what audit has to say of it. */
export async function writeResult(tx: Tx, ctx: Context, result: CorrelateResult, set: WorkingSet, written: WrittenContents, sequence: bigint): Promise<AuditEntry[]> {
  const at = ctx.clock.now(), { tenantId } = ctx;
  const ids = await idsOf(tx, tenantId, result, utcDay(at));
  const opened: AlertWrite[] = [], known: AlertWrite[] = [];
  result.alerts.forEach((alert, index) => {
    const id = ids[index] ?? '', content = contentOf(alert, ids), text = JSON.stringify(content), hash = createHash('sha1').update(text).digest('base64');
    if (written.get(id) === hash) return;
    written.set(id, hash);
    (alert.id === undefined ? opened : known).push({ id, content, text });
  });
  await insertAlerts(tx, tenantId, opened, sequence, at);
  const changed = await updateAlerts(tx, tenantId, known, at);
  const entries: AuditEntry[] = [
    ...opened.map(({ id, content }) => entryOf('alert.opened', id, content)),
    ...known.filter(({ id }) => changed.has(id)).map(({ id, content }) => entryOf('alert.grew', id, content)),
  ];
  for (const [index, { absorbed }] of result.alerts.entries()) {
    const into = ids[index] ?? '';
    for (const other of absorbed) {
      await absorbAlert(tx, tenantId, other, into, at);
      entries.push({ action: 'alert.joined', objectKind: 'alert', objectId: other, after: { into } });
    }
  }
  await placeSignals(tx, tenantId, set.place(placementsOf(result, ids)));
  await noteAlertChanges(tx, ctx, [
    ...opened.map(({ id, content }) => toldOf('opened', id, content)), ...known.filter(({ id }) => changed.has(id)).map(({ id, content }) => toldOf('grew', id, content)),
    ...result.alerts.flatMap(({ absorbed, content }) => absorbed.map((id) => toldOf('joined', id, content))),
  ]);
  return entries;
}

/** With the id of the alert that this one continues, which may be a new one itself. */
export function contentOf({ content, parent }: CorrelatedAlert, ids: readonly string[]): AlertContent {
  const id = parent === undefined ? undefined : ids[parent];
  return id === undefined ? content : withParent(content, id);
}

async function idsOf(tx: Tx, tenantId: number, { alerts }: CorrelateResult, day: string): Promise<string[]> {
  const count = alerts.filter(({ id }) => id === undefined).length;
  let number = count === 0 ? 0 : await nextAlertNumbers(tx, tenantId, day, count);
  return alerts.map(({ id }) => id ?? formatAlertId(tenantId, day, number++));
}

const toldOf = (event: AlertChange['event'], alertId: string, { severity }: AlertContent): AlertChange => ({ alertId, event, severity });

function entryOf(action: string, objectId: string, { score, severity, signalKeys }: AlertContent): AuditEntry {
  return { action, objectKind: 'alert', objectId, after: { score, severity, signals: signalKeys.length } };
}

/** Signals of closed alerts stay where they are. */
export function placementsOf({ alerts, unalerted }: CorrelateResult, ids: readonly string[]): (Placement & { key: string })[] {
  return [
    ...unalerted.filter(({ reason }) => reason !== 'unalerted_closed').map(({ key, reason, group }) => ({ key, alertId: null, unalerted: reason, groupKey: group ?? null })),
    ...alerts.flatMap(({ content }, index) => content.signalKeys.map((key) => ({ key, alertId: ids[index] ?? null, unalerted: null, groupKey: null }))),
  ];
}
