import type { Secret } from '../model';
import { clip, type Notice } from '../notice';
import { answerText } from './delivery-error';
import { sendJson } from './json-request';
import type { Receiver, ReceiverDeps } from './receiver';

/** A message may have 28 KB in all; the parts stay far below. */
const TEXT_CHARS_MAX = 1_000;
const COLOUR = { critical: 'attention', high: 'warning', medium: 'accent', low: 'default' } as const;

/** Adaptive cards know a little Markdown: what could be one of its marks is escaped. */
const escape = (text: string): string => clip(text, TEXT_CHARS_MAX).replace(/[\\`*_[\]()#!~]/g, '\\$&').replace(/^(\s*)(\d+)\./, '$1$2\\.').replace(/^(\s*)([-+>])/, '$1\\$2');
const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text, wrap: true, ...more });

function cardOf({ heading, title, severity, facts, linesLabel, lines, linkLabel, url }: Notice) {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' },
    body: [
      block(escape(heading), { weight: 'bolder', color: COLOUR[severity] }),
      block(escape(title), { size: 'medium', weight: 'bolder' }),
      ...(facts.length > 0 ? [{ type: 'FactSet', facts: facts.map(({ label, value }) => ({ title: escape(label), value: escape(value) })) }] : []),
      ...(linesLabel === '' ? [] : [block(escape(linesLabel), { isSubtle: true })]),
      ...lines.map(({ text, url: to }) => block(to === undefined ? escape(text) : `[${escape(text)}](${to.replace(/[()\s]/g, encodeURIComponent)})`, { spacing: 'small' })),
    ],
    actions: [{ type: 'Action.OpenUrl', title: linkLabel, url }],
  };
}

/** A workflow that begins when a Teams webhook request is received: takes one Adaptive Card, gives nothing back to edit. */
export function teams({ url }: Secret<'teams'>, { send, now }: ReceiverDeps): Receiver {
  return {
    post: async (notice) => {
      const answer = await sendJson(send, now, 'POST', url, { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(notice) }] });
      return { ref: null, status: answer.status, answer: answerText(answer) };
    },
  };
}
