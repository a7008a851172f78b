import { z } from 'zod';
import type { Secret } from '../model';
import { COLOURS, clip, type Notice } from '../notice';
import { DeliveryError } from './delivery-error';
import { readAnswer, sendJson } from './json-request';
import type { Posted, Receiver, ReceiverDeps } from './receiver';

/** Discord's own limits; all texts of an embed together may have 6,000 characters. */
const TITLE_CHARS_MAX = 256, DESCRIPTION_CHARS_MAX = 3_000, VALUE_CHARS_MAX = 400;

const escape = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-!~|<>]/g, '\\$&');
const link = (url: string, label: string): string => `[${escape(label)}](${url.replace(/[()\s]/g, encodeURIComponent)})`;

function bodyOf({ heading, title, severity, facts, linesLabel, lines, linkLabel, url }: Notice) {
  const story = lines.map(({ text, url: to }) => (to === undefined ? escape(text) : link(to, text))).join('\n');
  return {
    content: '', allowed_mentions: { parse: [] },
    embeds: [{
      author: { name: clip(heading, TITLE_CHARS_MAX) }, title: clip(escape(title), TITLE_CHARS_MAX), url, color: Number.parseInt(COLOURS[severity].slice(1), 16),
      description: clip([...(linesLabel === '' ? [] : [`**${escape(linesLabel)}**`]), story, link(url, linkLabel)].join('\n'), DESCRIPTION_CHARS_MAX),
      fields: facts.map(({ label, value }) => ({ name: clip(label, TITLE_CHARS_MAX), value: clip(escape(value), VALUE_CHARS_MAX), inline: true })),
    }],
  };
}

const message = z.object({ id: z.string() });

/** A webhook: it may edit the messages that it posted, whose ids it is told with `wait`. */
export function discord({ url }: Secret<'discord'>, { send, now }: ReceiverDeps): Receiver {
  const call = async (method: 'POST' | 'PATCH', to: URL, notice: Notice): Promise<Posted> => {
    const answer = await sendJson(send, now, method, to.href, bodyOf(notice));
    return { ref: readAnswer(answer, message).id, status: answer.status, answer: `HTTP ${answer.status}` };
  };
  return {
    post: (notice) => {
      const to = new URL(url);
      to.searchParams.set('wait', 'true');
      return call('POST', to, notice);
    },
    edit: async (ref, notice) => {
      const to = new URL(url);
      to.pathname = `${to.pathname.replace(/\/+$/, '')}/messages/${encodeURIComponent(ref)}`;
      try {
        return await call('PATCH', to, notice);
      } catch (thrown) {
        if (thrown instanceof DeliveryError && thrown.status === 404) throw new DeliveryError('gone', thrown.message, { status: 404, cause: thrown });
        throw thrown;
      }
    },
  };
}
