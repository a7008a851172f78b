import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Config, Secret } from '../model';
import { COLOURS, clip, plainText, type Notice } from '../notice';
import { checkedAddresses } from '../outbound/safe-address';
import { asDeliveryError, DeliveryError } from './delivery-error';
import type { Receiver, ReceiverDeps } from './receiver';

/** For each step, and for all of them: a server that answers drop by drop must not hold up the others. */
const TIMEOUT_MS = 15_000, WHOLE_MS = 30_000;
const SUBJECT_CHARS_MAX = 200;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
const anchor = (url: string, label: string): string => `<a href="${escape(url)}">${escape(label)}</a>`;

function htmlOf({ heading, title, severity, facts, linesLabel, lines, linkLabel, url }: Notice): string {
  const rows = facts.map(({ label, value }) => `<tr><td style="padding:2px 16px 2px 0;color:#5b6470;vertical-align:top">${escape(label)}</td><td>${escape(value)}</td></tr>`).join('');
  const story = lines.map(({ text, url: to }) => `<li>${to === undefined ? escape(text) : anchor(to, text)}</li>`).join('');
  return [
    `<div style="font-family:sans-serif;font-size:14px;line-height:1.5;border-left:4px solid ${COLOURS[severity]};padding-left:12px">`,
    `<p style="margin:0;color:#5b6470">${escape(heading)}</p><h1 style="font-size:17px;margin:4px 0 12px">${escape(title)}</h1>`,
    rows === '' ? '' : `<table style="border-collapse:collapse">${rows}</table>`, linesLabel === '' ? '' : `<p style="margin:12px 0 0"><b>${escape(linesLabel)}</b></p>`,
    story === '' ? '' : `<ul style="margin:4px 0">${story}</ul>`, `<p>${anchor(url, linkLabel)}</p></div>`,
  ].join('');
}

/** The same for every try, so that mail servers and readers see one message; it tells nothing. */
function messageIdOf(key: string, from: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

interface MailFailure { code?: string; command?: string; responseCode?: number; response?: string }

/** Refused by a 5xx reply or at sign-in: needs a person. What broke after the text had begun to flow may have arrived. */
function failureOf(thrown: unknown): DeliveryError {
  if (!(thrown instanceof Error) || thrown instanceof DeliveryError) return asDeliveryError(thrown);
  const { code = '', command = '', responseCode, response } = thrown as Error & MailFailure;
  const permanent = responseCode === undefined ? code === 'EAUTH' || code === 'EENVELOPE' : responseCode >= 500;
  return new DeliveryError(permanent ? 'permanent' : 'retry', clip(response ?? thrown.message, SUBJECT_CHARS_MAX * 2), {
    ...(responseCode === undefined ? {} : { status: responseCode }), uncertain: responseCode === undefined && (command === 'DATA' || code === 'EABORT'), cause: thrown,
  });
}

/** Mail over TLS to the address that was checked, in one thread per subject. */
export function email({ host, port, security, user, from, to }: Config<'email'>, { password }: Secret<'email'>, { allowPrivate, resolve, mailAuthority }: ReceiverDeps): Receiver {
  return {
    post: async (notice, threadRef) => {
      const addresses = await checkedAddresses(host, allowPrivate, resolve);
      const transport = createTransport({
        host: addresses.find((address) => isIP(address) === 4) ?? addresses[0], port, secure: security === 'tls', requireTLS: true, name: 'yagura',
        tls: { servername: host, ...(mailAuthority === undefined ? {} : { ca: mailAuthority }) }, ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
        connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true,
      });
      const messageId = messageIdOf(notice.key, from);
      try {
        const { response } = await transport.sendMail({
          signal: AbortSignal.timeout(WHOLE_MS), from, to, messageId, subject: clip(`[${notice.heading}] ${notice.title}`, SUBJECT_CHARS_MAX), text: plainText(notice), html: htmlOf(notice),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Yagura-Subject': notice.subject }, ...(threadRef === undefined ? {} : { inReplyTo: threadRef, references: threadRef }),
        });
        return { ref: messageId, status: 250, answer: clip(response, SUBJECT_CHARS_MAX) };
      } catch (thrown) {
        throw failureOf(thrown);
      } finally {
        transport.close();
      }
    },
  };
}
