import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeEach } from 'vitest';

export interface Asked { method: string; path: string; headers: Record<string, string | string[] | undefined>; text: string; json: Record<string, unknown> }
/** What the receiver says. `hang`: nothing at all; `cut`: it takes the message and the connection breaks. */
export interface Reply { status?: number; headers?: Record<string, string>; body?: unknown; after?: 'cut' }
export interface Loopback { url: () => string; asked: Asked[]; reply: (answer: (request: Asked) => Reply | Promise<Reply>) => void }

/** A receiver on loopback for one test file: remembers what it was asked, answers what the test says (200 and nothing else by default). */
export function loopback(): Loopback {
  let answer: (request: Asked) => Reply | Promise<Reply> = () => ({});
  let port = 0;
  const asked: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      let text = '';
      for await (const part of incoming) text += String(part);
      const request: Asked = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, text, json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
      asked.push(request);
      const { status = 200, headers = {}, body = '', after } = await answer(request);
      if (after === 'cut') return void incoming.socket.destroy();
      outgoing.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  const ready = (async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a loopback server has a port');
    port = address.port;
  })();
  beforeEach(async () => {
    await ready;
    asked.length = 0;
    answer = () => ({});
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: () => `http://127.0.0.1:${port}`, asked, reply: (next) => { answer = next; } };
}
