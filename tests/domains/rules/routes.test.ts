import { runMigrations } from 'graphile-worker';
import { beforeAll, describe, expect, it } from 'vitest';
import * as backTestRoute from '../../../app/api/console/rules/back-tests/[id]/route';
import * as backTestsRoute from '../../../app/api/console/rules/back-tests/route';
import * as overlayRoute from '../../../app/api/console/rules/[id]/overlay/route';
import * as quarantineRoute from '../../../app/api/console/rules/[id]/quarantine/route';
import * as ruleRoute from '../../../app/api/console/rules/[id]/route';
import * as importRoute from '../../../app/api/console/rules/import/route';
import * as previewRoute from '../../../app/api/console/rules/import/preview/route';
import * as rulesRoute from '../../../app/api/console/rules/route';
import * as validateRoute from '../../../app/api/console/rules/validate/route';
import * as variablesRoute from '../../../app/api/console/rules/variables/route';
import { newTenant, withDatabase } from '../../support/database';
import { cookieOf, newPerson, signIn } from '../users/people';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';
import { makeZip } from './support/zip';

const db = withDatabase();
let cookie = '';

beforeAll(async () => {
  await runMigrations({ connectionString: db.url() });
  const { tenantId } = await newTenant();
  cookie = cookieOf(await signIn((await newPerson([{ tenantId, role: 'Senior Analyst' }])).email));
});

type Route<P> = (request: Request, segment: { params: Promise<P> }) => Promise<Response>;

async function call<P>(route: Route<P>, params: P, method = 'GET', body?: unknown, search = ''): Promise<{ status: number; body: unknown }> {
  const isForm = body instanceof FormData;
  const request = new Request(`http://localhost:3000/api/console/rules${search}`, {
    method, headers: { cookie, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const response = await route(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) as unknown };
}

function form(options: unknown, file?: Uint8Array): FormData {
  const made = new FormData();
  if (file) made.set('file', new Blob([new Uint8Array(file)]), 'rules.zip');
  made.set('options', typeof options === 'string' ? options : JSON.stringify(options));
  return made;
}

describe('the console\'s API of rules', () => {
  it('lists, makes, shows, changes, turns off and deletes a rule', async () => {
    expect(await call(rulesRoute.POST, {}, 'POST', { text: ruleText({ id: RULE_A }) })).toMatchObject({ status: 201, body: { id: RULE_A, problems: [] } });
    expect(await call(rulesRoute.POST, {}, 'POST', { text: 'title: no rule' })).toMatchObject({ status: 400, body: { error: { code: 'bad_request', fields: { '1:1': expect.any(String) as string } } } });
    expect(await call(rulesRoute.GET, {}, 'GET', undefined, '?origin=own&level=high')).toMatchObject({ status: 200, body: { rules: [{ id: RULE_A, level: 'high' }] } });
    expect(await call(ruleRoute.PUT, { id: RULE_A }, 'PUT', { text: ruleText({ id: RULE_A, title: 'Second' }) })).toMatchObject({ status: 200 });
    expect(await call(overlayRoute.PATCH, { id: RULE_A }, 'PATCH', { enabled: false })).toEqual({ status: 204, body: undefined });
    expect(await call(overlayRoute.PATCH, { id: RULE_A }, 'PATCH', {})).toMatchObject({ status: 400 });
    expect(await call(ruleRoute.GET, { id: RULE_A })).toMatchObject({ status: 200, body: { title: 'Second', enabled: false } });
    expect(await call(quarantineRoute.DELETE, { id: RULE_A }, 'DELETE')).toMatchObject({ status: 404 });
    expect(await call(ruleRoute.DELETE, { id: RULE_A }, 'DELETE')).toMatchObject({ status: 204 });
    expect(await call(ruleRoute.GET, { id: RULE_A })).toMatchObject({ status: 404 });
  });

  it('validates, keeps variables, and starts, shows and cancels a back-test', async () => {
    expect(await call(validateRoute.POST, {}, 'POST', { text: ruleText({ id: RULE_A }) })).toMatchObject({ status: 200, body: { kind: 'rule', parts: [{ selection: 'seen' }] } });
    expect(await call(variablesRoute.PUT, {}, 'PUT', { variables: { admins: ['root'] } })).toMatchObject({ status: 200 });
    expect(await call(variablesRoute.GET, {})).toEqual({ status: 200, body: { variables: { admins: ['root'] }, unset: [] } });
    const started = await call(backTestsRoute.POST, {}, 'POST', { text: ruleText({ id: RULE_A }), days: 3 });
    expect(started.status).toBe(202);
    const { id } = started.body as { id: number };
    expect(await call(backTestsRoute.GET, {})).toMatchObject({ status: 200, body: [{ id, state: 'queued' }] });
    expect(await call(backTestRoute.DELETE, { id: String(id) }, 'DELETE')).toMatchObject({ status: 204 });
    expect(await call(backTestRoute.GET, { id: String(id) })).toMatchObject({ status: 200, body: { state: 'cancelled', ruleText: ruleText({ id: RULE_A }) } });
    expect(await call(backTestRoute.GET, { id: 'x' })).toMatchObject({ status: 400 });
  });

  it('previews and applies an uploaded zip, and says what is wrong with an upload', async () => {
    const archive = makeZip([{ name: 'b.yml', content: ruleText({ id: RULE_B }) }]);
    expect(await call(previewRoute.POST, {}, 'POST', form({ set: 'up' }, archive))).toMatchObject({ status: 200, body: { counts: { added: 1 }, items: [{ id: RULE_B, change: 'added' }] } });
    expect(await call(ruleRoute.GET, { id: RULE_B })).toMatchObject({ status: 404 });
    expect(await call(importRoute.POST, {}, 'POST', form({ set: 'up' }, archive))).toMatchObject({ status: 200, body: { counts: { added: 1 }, version: expect.any(String) as string } });
    expect(await call(ruleRoute.GET, { id: RULE_B })).toMatchObject({ status: 200, body: { originSet: 'up' } });
    expect(await call(importRoute.POST, {}, 'POST', form({ set: 'up' }))).toMatchObject({ status: 400, body: { error: { fields: { file: 'required' } } } });
    expect(await call(importRoute.POST, {}, 'POST', form('{', archive))).toMatchObject({ status: 400, body: { error: { fields: { options: 'must be JSON' } } } });
    expect(await call(importRoute.POST, {}, 'POST', form({}, archive))).toMatchObject({ status: 400 });
    expect(await call(importRoute.POST, {}, 'POST', { path: '/etc', set: 'up' })).toMatchObject({ status: 403 });
  });
});
