import { z } from 'zod';
import type { Config, Secret } from '../model';
import { COLOURS, clip, plainText, type Notice } from '../notice';
import { answerText, DeliveryError } from './delivery-error';
import { readAnswer, sendJson } from './json-request';
import type { Posted, Receiver, ReceiverDeps } from './receiver';

const TEXT_CHARS_MAX = 3_500;
const PLAIN_CHARS_MAX = 500;

/** Markdown's marks are escaped, and a zero-width space keeps `@name` from calling anybody. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]()#+!~|<>]/g, '\\$&').replace(/@(?=\w)/g, '@\u200b');
const link = (url: string, label: string): string => `[${escape(label)}](${url.replace(/[()\s]/g, encodeURIComponent)})`;

function attachmentOf(notice: Notice) {
  const { heading, title, severity, facts, linesLabel, lines, linkLabel, url } = notice;
  const story = lines.map(({ text, url: to }) => `- ${to === undefined ? escape(text) : link(to, text)}`).join('\n');
  return {
    fallback: clip(plainText(notice), PLAIN_CHARS_MAX), color: COLOURS[severity], pretext: `**${escape(heading)}**`, title: title.replace(/@(?=\w)/g, '@\u200b'), title_link: url,
    text: clip([...(linesLabel === '' ? [] : [`**${escape(linesLabel)}**`]), story, link(url, linkLabel)].join('\n'), TEXT_CHARS_MAX),
    fields: facts.map(({ label, value }) => ({ short: true, title: label, value: escape(value) })),
  };
}

/** An incoming webhook: posts only. */
export function mattermostWebhook({ url }: Secret<'mattermost_webhook'>, { send, now }: ReceiverDeps): Receiver {
  return {
    post: async (notice) => {
      const answer = await sendJson(send, now, 'POST', url, { attachments: [attachmentOf(notice)] });
      return { ref: null, status: answer.status, answer: answerText(answer) };
    },
  };
}

const post = z.object({ id: z.string() });
const posts = z.object({ posts: z.record(z.string(), z.object({ id: z.string(), props: z.object({ yagura_key: z.string().optional() }).nullish() })) });

/** A bot account: one post per subject, edited in place. A try without an answer is looked up in the channel. */
export function mattermostBot({ server, channel }: Config<'mattermost_bot'>, { token }: Secret<'mattermost_bot'>, { send, now }: ReceiverDeps): Receiver {
  const headers = { authorization: `Bearer ${token}` }, api = `${server.replace(/\/+$/, '')}/api/v4`;
  const contentOf = (notice: Notice) => ({ message: '', props: { attachments: [attachmentOf(notice)], yagura_key: notice.key } });
  const call = async (method: 'POST' | 'PUT', path: string, body: object): Promise<Posted> => {
    const answer = await sendJson(send, now, method, `${api}${path}`, body, headers);
    return { ref: readAnswer(answer, post).id, status: answer.status, answer: `HTTP ${answer.status}` };
  };
  return {
    post: (notice) => call('POST', '/posts', { channel_id: channel, ...contentOf(notice) }),
    edit: async (ref, notice) => {
      try {
        return await call('PUT', `/posts/${encodeURIComponent(ref)}/patch`, contentOf(notice));
      } catch (thrown) {
        if (thrown instanceof DeliveryError && thrown.status === 404) throw new DeliveryError('gone', thrown.message, { status: 404, cause: thrown });
        throw thrown;
      }
    },
    reply: async (ref, { heading, url, linkLabel }) => {
      await call('POST', '/posts', { channel_id: channel, root_id: ref, message: `${escape(heading)} · ${link(url, linkLabel)}` });
    },
    find: async (key, since) => {
      const answer = await send({ method: 'GET', url: `${api}/channels/${encodeURIComponent(channel)}/posts?since=${since.getTime()}`, headers });
      const read = posts.safeParse(JSON.parse(answer.text));
      return Object.values(read.data?.posts ?? {}).find(({ props }) => props?.yagura_key === key)?.id ?? null;
    },
  };
}
