import { request, type Agent } from 'node:http';

export interface PostAnswer { status: number; retryAfterMs: number; text: string }

/** Sends one gzip body to the native route over a connection that stays open. */
export function postBatch(agent: Agent, { url, token }: { url: string; token: string }, body: Buffer): Promise<PostAnswer> {
  return new Promise((done, fail) => {
    const sent = request(new URL('/api/ingest/events', url), {
      method: 'POST', agent, headers: { authorization: `Bearer ${token}`, 'content-encoding': 'gzip', 'content-length': body.length },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; });
      response.on('end', () => done({ status: response.statusCode ?? 0, retryAfterMs: Number(response.headers['retry-after'] ?? 1) * 1000, text }));
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
