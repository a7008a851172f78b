import { beforeAll, describe, expect, it } from 'vitest';
import * as sourceRoute from '../../../app/api/console/sources/[id]/route';
import * as arrivalsRoute from '../../../app/api/console/sources/[id]/arrivals/route';
import * as networksRoute from '../../../app/api/console/sources/[id]/networks/route';
import * as rejectRoute from '../../../app/api/console/sources/[id]/rejects/[chunk]/[index]/route';
import * as replayRoute from '../../../app/api/console/sources/[id]/rejects/replay/route';
import * as rejectsRoute from '../../../app/api/console/sources/[id]/rejects/route';
import * as statsRoute from '../../../app/api/console/sources/[id]/stats/route';
import * as tokenRoute from '../../../app/api/console/sources/[id]/token/route';
import * as importRoute from '../../../app/api/console/sources/imports/[id]/route';
import * as partsRoute from '../../../app/api/console/sources/imports/[id]/parts/route';
import * as importsRoute from '../../../app/api/console/sources/imports/route';
import * as sourcesRoute from '../../../app/api/console/sources/route';
import { ndjson, post, processStart } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';
import { cookieOf, newPerson, signIn } from '../users/people';

withDatabase();
let operator = '', analyst = '';

beforeAll(async () => {
  const { tenantId } = await newTenant();
  operator = cookieOf(await signIn((await newPerson([{ tenantId, role: 'Operator' }])).email));
  analyst = cookieOf(await signIn((await newPerson([{ tenantId, role: 'Analyst' }])).email));
});

type Route<P> = (request: Request, segment: { params: Promise<P> }) => Promise<Response>;
interface Answer { status: number; body: Record<string, unknown> }
interface Options { method?: string; body?: unknown; raw?: string; search?: string; cookie?: string; headers?: Record<string, string> }

async function call<P>(route: Route<P>, params: P, { method = 'GET', body, raw, search = '', cookie = operator, headers = {} }: Options = {}): Promise<Answer> {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await route(new Request(`http://localhost:3000/api/console/sources${search}`, { method, headers: { cookie, ...headers }, ...(sent === undefined ? {} : { body: sent }) }), { params: Promise.resolve(params) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function made(): Promise<{ id: string; token: string }> {
  const { body } = await call(sourcesRoute.POST, {}, { method: 'POST', body: { name: 'PCs', product: 'winlogbeat' } });
  return { id: String(body['id']), token: String(body['ingestToken']) };
}

describe('the console\'s API of sources', () => {
  it('shows a source with its rate, and changes, rotates and retires it', async () => {
    const { id, token } = await made();
    expect((await post({ token }, ndjson([processStart(1)]))).status).toBe(200);
    expect(await call(statsRoute.GET, { id })).toMatchObject({ status: 200, body: { received: 1, stored: 1, families: { windows: 1 } } });
    expect(((await call(statsRoute.GET, { id })).body['minutes'] as { received: number }[]).reduce((sum, { received }) => sum + received, 0)).toBe(1);
    expect(await call(arrivalsRoute.GET, { id })).toMatchObject({ status: 200, body: { first: { kind: 'process_start' } } });
    expect(await call(sourceRoute.PATCH, { id }, { method: 'PATCH', body: { name: 'Branch' } })).toMatchObject({ status: 200, body: { name: 'Branch' } });
    expect(await call(sourceRoute.PATCH, { id }, { method: 'PATCH', body: { id: 1, name: 'x', tokens: [] } })).toMatchObject({ status: 400 });
    expect(await call(sourceRoute.PATCH, { id }, { method: 'PATCH', body: null })).toMatchObject({ status: 200, body: { name: 'Branch' } });
    expect(await call(tokenRoute.POST, { id }, { method: 'POST', body: { overlapHours: 1 } })).toMatchObject({ status: 201, body: { ingestToken: expect.stringMatching(/^ygi_/) as string } });
    expect(await call(tokenRoute.POST, { id }, { method: 'POST', body: { overlapHours: 1e6 } })).toMatchObject({ status: 400 });
    expect(await call(networksRoute.GET, { id })).toMatchObject({ status: 200, body: { networks: [] } });
    expect(await call(sourceRoute.DELETE, { id }, { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect(await call(sourceRoute.GET, { id })).toMatchObject({ status: 200, body: { retiredAt: expect.any(String) as string } });
    expect(await call(statsRoute.GET, { id: '999999' })).toMatchObject({ status: 404 });
  });

  it('lists, shows and reads rejects again', async () => {
    const { id, token } = await made();
    await post({ token }, '{"broken\n');
    const { body } = await call(rejectsRoute.GET, { id });
    const [{ chunk, index } = { chunk: '', index: 0 }] = body['items'] as { chunk: string; index: number }[];
    expect(await call(rejectRoute.GET, { id, chunk, index: String(index) })).toMatchObject({ status: 200, body: { text: '{"broken', utf8: true } });
    expect(await call(rejectRoute.GET, { id, chunk: 'no chunk', index: '0' })).toMatchObject({ status: 404 });
    expect(await call(replayRoute.POST, { id }, { method: 'POST', body: { after: null } })).toEqual({ status: 200, body: { tried: 1, stored: 0, next: null } });
    expect(await call(replayRoute.POST, { id }, { method: 'POST', body: { after: 'nonsense' } })).toMatchObject({ status: 400 });
  });

  it('takes a file in parts', async () => {
    const content = ndjson([processStart(1)]);
    const started = await call(importsRoute.POST, {}, { method: 'POST', body: { sourceName: 'Files', name: 'a.jsonl', bytes: content.length, head: btoa('{'), tail: btoa('}') } });
    expect(started).toMatchObject({ status: 201, body: { position: 0, state: 'running' } });
    const id = String(started.body['id']);
    expect(await call(partsRoute.POST, { id }, { method: 'POST', raw: content, search: `?from=0&to=${content.length}` })).toMatchObject({ status: 200, body: { position: content.length, stored: 1 } });
    expect(await call(partsRoute.POST, { id }, { method: 'POST', raw: content, search: '?from=x' })).toMatchObject({ status: 400 });
    expect(await call(importRoute.PATCH, { id }, { method: 'PATCH', body: { state: 'done' } })).toMatchObject({ status: 200, body: { state: 'done' } });
    expect((await call(importsRoute.GET, {}, { cookie: analyst })).body['items']).toMatchObject([{ name: 'a.jsonl', state: 'done' }]);
  });

  it('lets analysts look and change nothing, and strangers neither', async () => {
    const { id } = await made();
    for (const route of [sourceRoute.GET, statsRoute.GET, arrivalsRoute.GET, rejectsRoute.GET, networksRoute.GET]) {
      expect((await call(route, { id }, { cookie: analyst })).status).toBe(200);
      expect((await call(route, { id }, { cookie: '' })).status).toBe(401);
    }
    const writes: [Route<{ id: string }>, string, unknown][] = [
      [sourceRoute.PATCH, 'PATCH', { name: 'x' }], [sourceRoute.DELETE, 'DELETE', undefined], [tokenRoute.POST, 'POST', {}], [replayRoute.POST, 'POST', {}], [importRoute.PATCH, 'PATCH', { state: 'done' }], [partsRoute.POST, 'POST', {}],
    ];
    for (const [route, method, body] of writes) expect(await call(route, { id }, { method, body, cookie: analyst })).toMatchObject({ status: 403 });
  });

  it('changes nothing for a page of another site', async () => {
    const { id } = await made();
    expect((await call(sourceRoute.DELETE, { id }, { method: 'DELETE', headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    expect((await call(partsRoute.POST, { id }, { method: 'POST', raw: '{}', search: '?from=0&to=2', headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
  });
});
