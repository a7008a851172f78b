import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { checkedAddresses, PrivateAddressError, type Resolve } from './safe-address';

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;

export interface OutgoingRequest { method: 'GET' | 'POST' | 'PUT' | 'PATCH'; url: string; headers?: Readonly<Record<string, string>>; body?: string }
export interface Answer { status: number; headers: Readonly<Record<string, string | string[] | undefined>>; text: string }
export interface OutboundOptions { allowPrivate: boolean; resolve?: Resolve; timeoutMs?: number }
export type Send = (request: OutgoingRequest) => Promise<Answer>;

/** Requests to addresses that people typed: public networks and TLS only unless allowed, no redirects, the address that was checked, little time and little answer. */
export function outboundSender({ allowPrivate, resolve, timeoutMs = TIMEOUT_MS }: OutboundOptions): Send {
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) throw new PrivateAddressError(`${url.host} without TLS`);
    return exchange(url, await checkedAddresses(url.hostname, allowPrivate, resolve), request, timeoutMs);
  };
}

function exchange(url: URL, addresses: readonly [string, ...string[]], { method, headers, body }: OutgoingRequest, timeoutMs: number): Promise<Answer> {
  return new Promise((done, fail) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = open(url, {
      method, agent: false, signal: AbortSignal.timeout(timeoutMs),
      lookup: (_host, options, answer) => (options.all === true ? answer(null, addresses.map((address) => ({ address, family: isIP(address) }))) : answer(null, addresses[0], isIP(addresses[0]))),
      headers: { 'user-agent': 'Yagura', accept: 'application/json', ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }), ...headers },
    });
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes <= ANSWER_BYTES_MAX) parts.push(part);
        else outgoing.destroy(new Error(`The answer is larger than ${ANSWER_BYTES_MAX} bytes.`));
      });
      incoming.on('error', fail);
      incoming.on('end', () => done({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    outgoing.end(body);
  });
}
