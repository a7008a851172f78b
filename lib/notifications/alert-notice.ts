import type { StoredAlert } from '../alerts/model';
import { clip, type Notice } from './notice';
import type { Translate } from './translate';

const NAMES_MAX = 5;
const STEPS_MAX = 3;
const TITLE_CHARS_MAX = 250;
const LINE_CHARS_MAX = 400;

/** Where a notice belongs: its key, the console's address, the clock that its times are on. */
export interface NoticeFrame { key: string; consoleUrl: string; timeZone: string }

export const alertUrl = (consoleUrl: string, id: string): string => `${consoleUrl.replace(/\/+$/, '')}/workbench/${encodeURIComponent(id)}`;

/** An alert as told to people: how severe, what, who, when, where, how it began, and where to look. */
export function alertNotice(say: Translate, alert: StoredAlert, event: string, { key, consoleUrl, timeZone }: NoticeFrame): Notice {
  const { id, score, severity, status, finding, ownerName, content } = alert, id2 = alert.mergedInto ?? id;
  const names = (kind: 'host' | 'account'): string => joined(say, content.impact.filter((entity) => entity.kind === kind).map(({ name }) => name));
  const facts = [
    { label: say('where'), value: names('host') }, { label: say('who'), value: names('account') },
    { label: say('when'), value: say('span', { from: say.time(alert.firstSeen.getTime()), to: say.time(alert.lastSeen.getTime()), zone: timeZone }) },
    { label: say('status_label'), value: status === 'closed' && finding !== null ? say('closedAs', { finding: say(`finding.${finding}`) }) : say(`status.${status}`) },
    { label: say('owner'), value: ownerName ?? say('nobody') },
  ].filter(({ value }) => value !== '');
  const steps = content.steps.slice(0, STEPS_MAX).map((step) => ({ text: clip(`${step.number}. ${say.sentence(step.sentence)}`, LINE_CHARS_MAX) }));
  const left = content.steps.length - steps.length;
  return {
    key, event, subject: id, severity, facts, heading: say('heading', { event: say(`event.${event}`), severity: say(`severity.${severity}`), score }), title: clip(say.sentence(alert.title), TITLE_CHARS_MAX),
    linesLabel: say('happened'), linkLabel: say('open'), url: alertUrl(consoleUrl, id2),
    lines: alert.mergedInto === null ? [...steps, ...(left > 0 ? [{ text: say('more', { count: left }) }] : [])] : [{ text: say('joinedInto', { into: alert.mergedInto }), url: alertUrl(consoleUrl, alert.mergedInto) }],
    data: {
      alert: {
        id, score, severity, status, finding, owner: ownerName, mergedInto: alert.mergedInto, firstSeen: alert.firstSeen.toISOString(), lastSeen: alert.lastSeen.toISOString(),
        techniques: content.techniques, impact: content.impact.map(({ kind, name }) => ({ kind, name })).slice(0, 50),
      },
    },
  };
}

function joined(say: Translate, names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX).join(', '), more = names.length - NAMES_MAX;
  return clip(more > 0 ? say('andMore', { names: shown, more }) : shown, LINE_CHARS_MAX);
}
