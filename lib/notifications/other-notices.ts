import type { Severity } from '../engine/correlate/types';
import type { NoticeFrame } from './alert-notice';
import { clip, type Notice, type NoticeLine } from './notice';
import type { Translate } from './translate';
import { severityRank, type HeldReason } from './model';

/** Parameters of events that are not about an alert, as they stand in the outbox. */
export type EventParams = Readonly<Record<string, string | number>>;
const TEXT_CHARS_MAX = 200;
const DIGEST_LINES_MAX = 20;

const place = (consoleUrl: string, path: string): string => `${consoleUrl.replace(/\/+$/, '')}${path}`;
const at = (say: Translate, value: string | number | undefined): string => (typeof value === 'string' ? say.time(Date.parse(value)) : '');

interface Text { title: string; line: string; path: string }

function textOf(say: Translate, event: string, params: EventParams): Text {
  const named = (name: string): string => clip(String(params[name] ?? ''), TEXT_CHARS_MAX);
  if (event === 'source_silent') {
    return {
      title: say('silent', { name: named('name'), since: at(say, params['since']) }), line: say('silentExpected', { minutes: Math.ceil(Number(params['seconds'] ?? 60) / 60) }),
      path: `/settings/sources/${named('id')}`,
    };
  }
  if (event === 'exception_expiring') return { title: say('expiring', { id: named('id'), title: named('title'), at: at(say, params['expiresAt']) }), line: say('expiringBody'), path: `/exceptions?open=${named('id')}` };
  return { title: say('testTitle', { name: named('name') }), line: say('testBody'), path: '/settings/notifications' };
}

/** A silent source, an exception that ends, a test. */
export function eventNotice(say: Translate, subject: string, event: string, severity: Severity, params: EventParams, { key, consoleUrl }: NoticeFrame): Notice {
  const { title, line, path } = textOf(say, event, params);
  return { key, event, subject, severity, title, heading: say(`event.${event}`), facts: [], linesLabel: '', lines: [{ text: line }], linkLabel: say('open'), url: place(consoleUrl, path), data: { params } };
}

/** What one line of a digest is made of. */
export interface DigestItem { subject: string; event: string; severity: Severity; title: string; url: string }

/** Several things in one message: the most severe first, with a count of what does not fit. */
export function digestNotice(say: Translate, items: readonly DigestItem[], reasons: readonly HeldReason[], { key, consoleUrl }: NoticeFrame): Notice {
  const sorted = [...items].sort((a, b) => severityRank(b.severity) - severityRank(a.severity)), left = sorted.length - DIGEST_LINES_MAX;
  const lines: NoticeLine[] = sorted.slice(0, DIGEST_LINES_MAX).map(({ event, severity, title, url }) => ({ text: `${say(`severity.${severity}`)} · ${say(`event.${event}`)} · ${title}`, url }));
  return {
    key, event: 'digest', subject: key, severity: sorted[0]?.severity ?? 'low', heading: say('event.digest'), title: say('digestTitle', { count: items.length }), facts: [],
    linesLabel: reasons.map((reason) => say(`because.${reason}`)).join(' / '), lines: left > 0 ? [...lines, { text: say('more', { count: left }) }] : lines, linkLabel: say('open'), url: place(consoleUrl, '/workbench'),
    data: { items: sorted.map(({ subject, event, severity, url }) => ({ subject, event, severity, url })), reasons },
  };
}

