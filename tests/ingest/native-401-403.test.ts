import { describe, expect, it } from 'vitest';
import { newToken } from '../../lib/access/tokens';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, post, processStart, refusal, send } from './sender';

const database = withDatabase();

const body = ndjson([processStart(1)]);
const inThePast = new Date('2026-01-01T00:00:00Z');

describe('only a living token of an active source stores anything; each other one is told why not', () => {
  it('no token: 401 that names the header', async () => {
    const source = await newSource((await newTenant()).tenantId);
    expect(await refusal(await post(source, body, { headers: { authorization: '' } }))).toMatchObject({ status: 401, code: 'unauthenticated', message: expect.stringMatching(/Authorization: Bearer/) });
  });

  it('an expired token: 401', async () => {
    const source = await newSource((await newTenant()).tenantId, { expiresAt: inThePast });
    expect(await refusal(await post(source, body))).toMatchObject({ status: 401, message: expect.stringMatching(/expired at 2026-01-01/) });
  });

  it('a revoked token: 401', async () => {
    const source = await newSource((await newTenant()).tenantId, { revokedAt: inThePast });
    expect(await refusal(await post(source, body))).toMatchObject({ status: 401, message: expect.stringMatching(/revoked at 2026-01-01/) });
  });

  it('a foreign token: the secret of one tenant under the number of another, an unknown one, one of an impossible tenant: 401, all in the same words', async () => {
    const own = await newSource((await newTenant()).tenantId);
    const other = await newSource((await newTenant()).tenantId);
    const borrowed = `ygi_${other.tenantId.toString(36)}_${own.token.split('_').slice(2).join('_')}`;
    for (const token of [borrowed, newToken('ygi', own.tenantId).text, newToken('ygi', 999_999).text, `ygi_zzzzzz_${'A'.repeat(43)}`, 'nonsense']) {
      expect(await refusal(await post(own, body, { token }))).toMatchObject({ status: 401, message: 'The ingest token is not known here.' });
    }
    expect(await database.sql('SELECT 1 FROM chunk WHERE tenant_id = ANY($1)', [[own.tenantId, other.tenantId]])).toEqual([]);
    expect(await send(own, body)).toMatchObject({ stored: 1 });
  });

  it('an API key: 403 that says what to use', async () => {
    const source = await newSource((await newTenant()).tenantId);
    expect(await refusal(await post(source, body, { token: newToken('ygk', source.tenantId).text }))).toMatchObject({ status: 403, message: expect.stringMatching(/API key.*ingest token/) });
  });

  it('a paused source: 403', async () => {
    const source = await newSource((await newTenant()).tenantId, { pausedAt: inThePast });
    expect(await refusal(await post(source, body))).toMatchObject({ status: 403, code: 'forbidden', message: expect.stringMatching(/"Endpoints" is paused/) });
  });

  it('a body is not read before its sender is known', async () => {
    let read = false;
    const stream = new ReadableStream<Uint8Array>({ pull: () => { read = true; } }, { highWaterMark: 0 });
    expect((await post({ token: 'nonsense' }, stream)).status).toBe(401);
    expect(read).toBe(false);
  });
});
