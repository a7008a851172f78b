import { createHash, createSign } from 'node:crypto';
import { z } from 'zod';
import type { Config, Secret } from '../model';
import { clip, plainText } from '../notice';
import { accepted, answerText, DeliveryError } from './delivery-error';
import { readAnswer, sendJson } from './json-request';
import type { Receiver, ReceiverDeps } from './receiver';

const TEXT_CHARS_MAX = 2_000;
const ASSERTION_SECONDS = 1_800;
/** A token is not used in its last minute. */
const SPARE_SECONDS = 60;
const TOKENS_MAX = 100;

const issued = z.object({ access_token: z.string(), expires_in: z.coerce.number() });
/** By a hash of the credentials; in memory only. */
const tokens = new Map<string, { token: string; until: number }>();

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function assertionOf({ clientId, serviceAccount }: Config<'line_works'>, { privateKey }: Secret<'line_works'>, now: Date): string {
  const iat = Math.floor(now.getTime() / 1_000), text = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url({ iss: clientId, sub: serviceAccount, iat, exp: iat + ASSERTION_SECONDS })}`;
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  } catch (cause) {
    throw new DeliveryError('permanent', 'The private key cannot be used to sign.', { cause });
  }
}

/** A bot that writes into a channel as a service account. Its messages cannot be edited. */
export function lineWorks(config: Config<'line_works'>, secret: Secret<'line_works'>, { send, services, now }: ReceiverDeps): Receiver {
  const holder = createHash('sha256').update(JSON.stringify([config, secret, services])).digest('base64');
  const tokenOf = async (): Promise<string> => {
    const known = tokens.get(holder);
    if (known && known.until > now().getTime()) return known.token;
    const form = new URLSearchParams({
      assertion: assertionOf(config, secret, now()), grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: config.clientId, client_secret: secret.clientSecret, scope: 'bot.message',
    });
    const answer = accepted(await send({ method: 'POST', url: `${services.lineWorksAuth}/oauth2/v2.0/token`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() }), now());
    const { access_token: token, expires_in: seconds } = readAnswer(answer, issued);
    if (tokens.size >= TOKENS_MAX) tokens.clear();
    tokens.set(holder, { token, until: now().getTime() + (seconds - SPARE_SECONDS) * 1_000 });
    return token;
  };
  return {
    post: async (notice) => {
      const url = `${services.lineWorks}/bots/${encodeURIComponent(config.botId)}/channels/${encodeURIComponent(config.channel)}/messages`;
      const authorization = `Bearer ${await tokenOf()}`;
      try {
        const answer = await sendJson(send, now, 'POST', url, { content: { type: 'text', text: clip(plainText(notice), TEXT_CHARS_MAX) } }, { authorization });
        return { ref: null, status: answer.status, answer: answerText(answer) };
      } catch (thrown) {
        if (!(thrown instanceof DeliveryError) || thrown.status !== 401) throw thrown;
        // Revoked before its time: the next try asks for another.
        if (!tokens.delete(holder)) throw thrown;
        throw new DeliveryError('retry', thrown.message, { status: 401, cause: thrown });
      }
    },
  };
}
