import { describe, expect, it } from 'vitest';
import { newToken } from '../../lib/access/tokens';
import { withDatabase } from '../support/database';
import { apiKey, bulk, lines, newBulkSource } from './bulk-sender';
import { withRouteServer } from './dialect-server';

withDatabase();
const server = withRouteServer();
const BODY = lines({ create: {} }, { m: 1 });
const PAST = new Date('2026-01-01T00:00:00Z');

async function refused(authorization: string | undefined, path: string, method: string): Promise<[number, string, string | null]> {
  const response = await fetch(server.url(path), { method, headers: { 'user-agent': 'Elastic-filebeat/8.19.0', ...(authorization ? { authorization } : {}) }, body: method === 'POST' ? BODY : null });
  const { error } = (await response.json()) as { error: { type: string } };
  return [response.status, error.type, response.headers.get('x-elastic-product')];
}

describe('Elasticsearch bulk: who may not send', () => {
  it('401: no token, or one that is none of ours, also for the handshake', async () => {
    const { tenantId } = await newBulkSource();
    const basic = `Basic ${Buffer.from('elastic:changeme').toString('base64')}`;
    for (const authorization of [undefined, apiKey(newToken('ygi', tenantId).text), basic, 'ApiKey !!!']) {
      for (const [path, method] of [['/_bulk', 'POST'], ['/', 'GET'], ['/_license', 'GET']] as const) {
        expect(await refused(authorization, path, method), path).toEqual([401, 'security_exception', 'Elasticsearch']);
      }
    }
  });

  it('403 and 401: a paused source, a revoked or expired token, an API key', async () => {
    const cases = [[{ pausedAt: PAST }, 403], [{ revokedAt: PAST }, 401], [{ expiresAt: PAST }, 401]] as const;
    for (const [options, status] of cases) expect((await bulk(server.url('/_bulk'), await newBulkSource(options), BODY)).status).toBe(status);
    const { tenantId } = await newBulkSource();
    expect((await bulk(server.url('/_bulk'), { token: newToken('ygk', tenantId).text }, BODY)).status).toBe(403);
  });
});
