import { describe, expect, it } from 'vitest';
import { newToken } from '../../lib/access/tokens';
import { withDatabase } from '../support/database';
import { withRouteServer } from './dialect-server';
import { hec, newHecSource } from './hec-sender';

withDatabase();
const server = withRouteServer();
const PATHS = ['/services/collector', '/services/collector/ack'];
const PAST = new Date('2026-01-01T00:00:00Z');

describe('Splunk HEC: who may not send', () => {
  it('401, 2: no token', async () => {
    for (const path of PATHS) {
      const response = await fetch(server.url(path), { method: 'POST', body: '{"event":1}' });
      expect([response.status, await response.json()]).toMatchObject([401, { text: 'Token is required', code: 2 }]);
    }
  });

  it('401, 3: no such way to give one', async () => {
    const source = await newHecSource();
    expect(await hec(server.url('/services/collector'), source, '{}', { headers: { authorization: 'Digest x' } })).toMatchObject({ status: 401, body: { code: 3, text: 'Invalid authorization' } });
  });

  it('403, 4: a token that is none of ours, or an API key', async () => {
    const { tenantId } = await newHecSource();
    for (const token of [newToken('ygi', tenantId).text, newToken('ygi', 99_999).text, newToken('ygk', tenantId).text, 'secret']) {
      for (const path of PATHS) expect(await hec(server.url(path), { token }, '{"event":1}')).toMatchObject({ status: 403, body: { text: 'Invalid token', code: 4 } });
      expect(await hec(server.url('/services/collector/health'), { token }, null, { method: 'GET' })).toMatchObject({ status: 400, body: { code: 4 } });
    }
  });

  it('403, 1: a token that was revoked or expired, or whose source is paused', async () => {
    for (const options of [{ revokedAt: PAST }, { expiresAt: PAST }, { pausedAt: PAST }]) {
      const source = await newHecSource(options);
      expect(await hec(server.url('/services/collector'), source, '{"event":1}')).toMatchObject({ status: 403, body: { text: 'Token disabled', code: 1 } });
    }
  });
});
