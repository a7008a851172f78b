import type { z } from 'zod';
import type { Answer, OutgoingRequest, Send } from '../outbound/send-request';
import { accepted, answerText, DeliveryError } from './delivery-error';

/** Sends JSON; the answer when it is a 2xx. */
export async function sendJson(send: Send, now: () => Date, method: OutgoingRequest['method'], url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return accepted(await send({ method, url, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }), now());
}

/** The answer's JSON in the shape that the receiver documents. It has the message, whatever it says else: no second try may follow. */
export function readAnswer<S extends z.ZodType>(answer: Answer, schema: S): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch (cause) {
    throw new DeliveryError('permanent', `Not JSON: ${answerText(answer)}`, { status: answer.status, cause });
  }
  const read = schema.safeParse(json);
  if (!read.success) throw new DeliveryError('permanent', `Unexpected answer: ${answerText(answer)}`, { status: answer.status });
  return read.data;
}
