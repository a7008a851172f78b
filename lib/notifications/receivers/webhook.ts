import { createHmac } from 'node:crypto';
import type { Secret } from '../model';
import { plainText } from '../notice';
import { accepted, answerText } from './delivery-error';
import type { Receiver, ReceiverDeps } from './receiver';

/** What the receiver must work out again, in constant time, and compare: HMAC-SHA256 over `<timestamp>.<body>`, in hex. */
export function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Any system that takes JSON. Signed, with the time in the signature against replays and a key that is the same for every try. */
export function webhook({ url, key }: Secret<'webhook'>, { send, now }: ReceiverDeps): Receiver {
  return {
    post: async (notice) => {
      const { key: id, event, subject, severity, heading, title, facts, lines, url: link, data } = notice, timestamp = String(Math.floor(now().getTime() / 1_000));
      const body = JSON.stringify({ version: 1, id, event, subject, severity, heading, title, text: plainText(notice), facts, lines, url: link, ...data });
      const answer = accepted(await send({
        method: 'POST', url, body,
        headers: { 'content-type': 'application/json; charset=utf-8', 'x-yagura-timestamp': timestamp, 'x-yagura-signature': signatureOf(key, timestamp, body), 'idempotency-key': id },
      }), now());
      return { ref: null, status: answer.status, answer: answerText(answer) };
    },
  };
}
