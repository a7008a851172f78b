import { beforeAll, describe, expect, it } from 'vitest';
import { consoleRoute } from '@/lib/users/console-route';
import { newTenant, withDatabase } from '../../support/database';
import { consoleRequest, cookieOf, newPerson, signIn } from './people';

withDatabase();
const handler = consoleRoute(async (_request, ctx) => Response.json({ tenantId: ctx.tenantId }));
const call = (request: Request) => handler(request, { params: Promise.resolve({}) });

let cookie = '';
beforeAll(async () => {
  const { tenantId } = await newTenant();
  cookie = cookieOf(await signIn((await newPerson([{ tenantId }])).email));
});

describe('a console route', () => {
  it('answers 401 in the console\'s dialect without a session, with a forged one, and never lets a cache keep anything', async () => {
    for (const forged of [undefined, 'yagura.session_token=abc.def', `${cookie}x`]) {
      const response = await call(consoleRequest('/api/console/x', forged ? { cookie: forged } : {}));
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated', requestId: expect.any(String) as string } });
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['another port of the same host', { origin: 'http://localhost:4000' }],
    ['no origin that can be named', { origin: 'null' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling domain, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a change from %s', async (_what, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await call(consoleRequest('/api/console/x', { method, cookie, headers }))).status).toBe(403);
  });

  it.each([
    ['its own pages', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['its own pages under the name that the browser used', { host: 'yagura.lan:3000', origin: 'http://yagura.lan:3000' }],
    ['a program without a page', {}],
  ])('takes a change from %s', async (_what, headers) => {
    expect((await call(consoleRequest('/api/console/x', { method: 'POST', cookie, headers }))).status).toBe(200);
  });

  it('lets other sites\' links read nothing but allows navigation', async () => {
    expect((await call(consoleRequest('/api/console/x', { cookie, headers: { 'sec-fetch-site': 'cross-site' } }))).status).toBe(200);
  });
});
