import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getPathMatch } from 'next/dist/shared/lib/router/utils/path-match';
import { matchHas, prepareDestination } from 'next/dist/shared/lib/router/utils/prepare-destination';
import { IMITATED_PATHS } from '../../lib/ingest/imitated-paths';

/** What becomes of one request: answered; lost before the product sees it; or done by the product while its answer is lost. */
export type Fate = 'answer' | 'lose-request' | 'lose-answer';

interface RouteServerOptions {
  /** The same port again, for a server that comes back. */
  port?: number;
  /** Asked before each request is handled: may wait, as a slow server does, and decides what becomes of it. */
  gate?: (request: IncomingMessage) => Fate | Promise<Fate>;
}

export interface RouteServer { url: string; port: number; close: () => Promise<void> }

type Handler = (request: Request, segment: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;

/** Serves the product's API routes on loopback as Next would, addresses of other products included, so that real clients can be driven without a build. */
export async function startRouteServer({ port = 0, gate = () => 'answer' }: RouteServerOptions = {}): Promise<RouteServer> {
  const routes = findRoutes(join(process.cwd(), 'app'));
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch((thrown: unknown) => outgoing.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))));
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const fate = await gate(incoming);
    if (fate === 'lose-request') return void incoming.socket.destroy();
    const response = await answer(routes, incoming);
    if (fate === 'lose-answer') {
      await response.arrayBuffer();
      return void incoming.socket.destroy();
    }
    await send(response, incoming, outgoing);
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a loopback server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Route { file: string; match: (pathname: string) => Record<string, string | string[]> | false }

/** Next's file routing for `route.ts`, most exact first. */
function findRoutes(app: string): Route[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.split(sep).at(-1) === 'route.ts')
    .map((file) => '/' + relative(app, join(app, file)).split(sep).slice(0, -1).filter((folder) => !folder.startsWith('(')).join('/') + `\0${join(app, file)}`)
    .sort((a, b) => rank(a) - rank(b))
    .map((line) => {
      const [folders = '', file = ''] = line.split('\0');
      const pattern = folders.replace(/\[\[\.\.\.(\w+)\]\]/g, ':$1*').replace(/\[\.\.\.(\w+)\]/g, ':$1+').replace(/\[(\w+)\]/g, ':$1');
      return { file, match: getPathMatch(pattern, { strict: true }) };
    });
}

const rank = (folders: string): number => (folders.includes('[[...') ? 3 : folders.includes('[...') ? 2 : folders.includes('[') ? 1 : 0);

/** The address that Next would hand to the router. */
function rewritten(incoming: IncomingMessage): URL {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  for (const { source, destination, has, missing } of IMITATED_PATHS) {
    const params = getPathMatch(source, { strict: true, removeUnnamedParams: true })(url.pathname);
    if (!params) continue;
    const conditions = has || missing ? matchHas(incoming, Object.fromEntries(url.searchParams), has, missing) : {};
    if (!conditions) continue;
    const { newUrl } = prepareDestination({ appendParamsToQuery: true, destination, params: { ...params, ...conditions }, query: Object.fromEntries(url.searchParams) });
    const target = new URL(newUrl, url);
    for (const [name, value] of url.searchParams) target.searchParams.set(name, value);
    return target;
  }
  return url;
}

async function answer(routes: readonly Route[], incoming: IncomingMessage): Promise<Response> {
  const url = rewritten(incoming);
  for (const { file, match } of routes) {
    const params = match(url.pathname);
    if (!params) continue;
    const module = (await import(/* @vite-ignore */ file)) as Record<string, Handler | undefined>;
    const method = incoming.method ?? 'GET';
    const handler = module[method] ?? (method === 'HEAD' ? module['GET'] : undefined);
    if (!handler) return new Response(null, { status: 405 });
    return handler(requestOf(incoming, url), { params: Promise.resolve(params) });
  }
  return new Response('Not found', { status: 404 });
}

function requestOf(incoming: IncomingMessage, url: URL): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming);
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null || incoming.method === 'HEAD') outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
