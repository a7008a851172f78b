import { z } from 'zod';
import type { Config, Secret } from '../model';
import { clip, type Notice } from '../notice';
import { answerText, DeliveryError } from './delivery-error';
import { readAnswer, sendJson } from './json-request';
import type { Posted, Receiver, ReceiverDeps } from './receiver';

const HEADER_CHARS_MAX = 150, SECTION_CHARS_MAX = 2_900, FIELD_CHARS_MAX = 1_900;

/** The three characters that Slack's text gives a meaning to; mentions need them too. */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const link = (url: string, label: string): string => `<${url.replace(/[<>|]/g, encodeURIComponent)}|${escape(label).replaceAll('|', '¦')}>`;
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: clip(text, SECTION_CHARS_MAX) } });

function bodyOf({ heading, title, facts, linesLabel, lines, linkLabel, url }: Notice) {
  const story = lines.map(({ text, url: to }) => `• ${to === undefined ? escape(text) : link(to, text)}`).join('\n');
  return {
    text: `${escape(heading)}: ${escape(title)}`, unfurl_links: false, unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(heading, HEADER_CHARS_MAX), emoji: false } },
      section(`*${link(url, title)}*`),
      ...(facts.length > 0 ? [{ type: 'section', fields: facts.map(({ label, value }) => ({ type: 'mrkdwn', text: clip(`*${escape(label)}*\n${escape(value)}`, FIELD_CHARS_MAX) })) }] : []),
      ...(story === '' ? [] : [section(linesLabel === '' ? story : `*${escape(linesLabel)}*\n${story}`)]),
      section(link(url, linkLabel)),
    ],
  };
}

/** An incoming webhook: posts only. */
export function slackWebhook({ url }: Secret<'slack_webhook'>, { send, now }: ReceiverDeps): Receiver {
  return {
    post: async (notice) => {
      const answer = await sendJson(send, now, 'POST', url, bodyOf(notice));
      return { ref: null, status: answer.status, answer: answerText(answer) };
    },
  };
}

const METADATA = 'yagura_notification';
const said = z.object({ ok: z.boolean(), error: z.string().optional(), ts: z.string().optional(), channel: z.string().optional() });
const history = z.object({
  ok: z.literal(true), messages: z.array(z.object({ ts: z.string(), metadata: z.object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }).optional() }).optional() })),
});
const LATER: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** A bot token: one message per subject, edited in place. A try without an answer is looked up in the channel's history, where the token may read that. */
export function slackBot({ channel }: Config<'slack_bot'>, { token }: Secret<'slack_bot'>, { send, services, now }: ReceiverDeps): Receiver {
  const headers = { authorization: `Bearer ${token}` };
  const call = async (method: string, body: object): Promise<Posted> => {
    const answer = await sendJson(send, now, 'POST', `${services.slack}/${method}`, body, headers), { ok, error = 'unknown_error', ts, channel: id } = readAnswer(answer, said);
    if (!ok) throw new DeliveryError(LATER.has(error) ? 'retry' : GONE.has(error) ? 'gone' : 'permanent', `Slack: ${error}`, { status: answer.status });
    return { ref: ts === undefined || id === undefined ? null : `${id}:${ts}`, status: answer.status, answer: 'ok' };
  };
  const metadata = ({ key }: Notice) => ({ event_type: METADATA, event_payload: { key } });
  return {
    post: (notice) => call('chat.postMessage', { channel, ...bodyOf(notice), metadata: metadata(notice) }),
    edit: (ref, notice) => {
      const [id, ts] = ref.split(':'), { text, blocks } = bodyOf(notice);
      return call('chat.update', { channel: id, ts, text, blocks, metadata: metadata(notice) });
    },
    reply: async (ref, { heading, url, linkLabel }) => {
      const [id, ts] = ref.split(':');
      await call('chat.postMessage', { channel: id, thread_ts: ts, text: `${escape(heading)} · ${link(url, linkLabel)}`, unfurl_links: false, unfurl_media: false });
    },
    find: async (key, since) => {
      const query = new URLSearchParams({ channel, oldest: String(Math.floor(since.getTime() / 1_000)), include_all_metadata: 'true', limit: '200' });
      const read = history.safeParse(JSON.parse((await send({ method: 'GET', url: `${services.slack}/conversations.history?${query}`, headers })).text));
      const found = read.data?.messages.find(({ metadata: data }) => data?.event_type === METADATA && data.event_payload?.key === key);
      return found ? `${channel}:${found.ts}` : null;
    },
  };
}
