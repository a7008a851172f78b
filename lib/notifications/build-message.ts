import 'server-only';
import { getAlertStory } from '../alerts/get-alert-story';
import { alertId, type StoredAlert } from '../alerts/model';
import type { Severity } from '../engine/correlate/types';
import type { Context } from '../platform/context';
import { alertNotice, alertUrl, type NoticeFrame } from './alert-notice';
import type { Claim } from './claim-delivery';
import { decideMessage, type Decision } from './decide-message';
import { isEditable } from './model';
import type { Notice } from './notice';
import { digestNotice, eventNotice, type DigestItem } from './other-notices';
import type { OutboxRow } from './outbox-store';
import { translateTo, type Translate } from './translate';

/** What is to be sent, and what the target knows afterwards. `notice` absent: nothing is sent. */
export interface Message { action: Decision['action']; notice?: Notice; subjects: { subject: string; severity: string }[] }

const isAlert = (subject: string): boolean => alertId.safeParse(subject).success;

/** The message of a claim, from how its alerts are now: what happened while it waited is in it. */
export async function buildMessage(ctx: Context, claim: Claim, consoleUrl: string): Promise<Message> {
  const { target: { settings }, rows, delivery, digest } = claim, [first] = rows;
  const say = translateTo(settings.language, settings.timeZone), frame: NoticeFrame = { key: delivery, consoleUrl, timeZone: settings.timeZone };
  if (digest) return digestMessage(ctx, claim, say, frame);
  if (!first) return { action: 'skip', subjects: [] };
  if (!isAlert(first.subject)) return { action: 'post', notice: eventNotice(say, first.subject, first.events[0] ?? '', first.severity as Severity, first.params, frame), subjects: [] };
  const alert = await getAlertStory(ctx, first.subject);
  if (!alert) return { action: 'skip', subjects: [] };
  const { action, event } = decide(claim, first, alert), subjects = action === 'skip' ? [] : [{ subject: first.subject, severity: alert.severity }];
  return action === 'post' || action === 'edit' ? { action, notice: alertNotice(say, alert, event, frame), subjects } : { action, subjects };
}

function decide({ target: { settings, channel }, known }: Claim, { subject, events }: OutboxRow, alert: StoredAlert): Decision {
  const before = known.get(subject);
  return decideMessage({ settings, editable: isEditable(channel), events, alert, ...(before === undefined ? {} : { known: before }) });
}

async function digestMessage(ctx: Context, claim: Claim, say: Translate, frame: NoticeFrame): Promise<Message> {
  const items: DigestItem[] = [], subjects: Message['subjects'] = [];
  for (const row of claim.rows) {
    if (!isAlert(row.subject)) {
      const notice = eventNotice(say, row.subject, row.events[0] ?? '', row.severity as Severity, row.params, frame);
      items.push({ subject: row.subject, event: notice.event, severity: notice.severity, title: notice.title, url: notice.url });
      continue;
    }
    const alert = await getAlertStory(ctx, row.subject), decision = alert && decide(claim, row, alert);
    if (!alert || !decision || decision.action === 'skip') continue;
    subjects.push({ subject: row.subject, severity: alert.severity });
    if (decision.action !== 'remember') items.push({ subject: row.subject, event: decision.event, severity: alert.severity, title: say.sentence(alert.title), url: alertUrl(frame.consoleUrl, alert.id) });
  }
  if (items.length === 0) return { action: 'remember', subjects };
  return { action: 'post', notice: digestNotice(say, items, [...new Set(claim.rows.flatMap(({ held }) => held ?? []))], frame), subjects };
}
