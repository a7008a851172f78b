import { describe, expect, it } from 'vitest';
import { GET } from '../../../app/v3.0/workbench/alerts/route';
import { newTenant, withDatabase } from '../../support/database';
import { createApiKeyFor } from '../api-key';
import { v3Client } from '../client';

withDatabase();

const get = async (authorization?: string) => GET(new Request('http://localhost:3000/v3.0/workbench/alerts', authorization ? { headers: { authorization } } : {}), { params: Promise.resolve({}) });

describe('GET /v3.0/workbench/alerts refuses', () => {
  it('400 with what was wrong and what is allowed', async () => {
    const call = await v3Client((await newTenant()).tenantId, 'SIEM');
    const message = async (path: string, headers: Record<string, string> = {}) => {
      const { status, body } = await call(GET, `/v3.0/workbench/alerts${path}`, headers);
      expect([status, (body['error'] as { code: string }).code]).toEqual([400, 'BadRequest']);
      return (body['error'] as { message: string }).message;
    };
    expect(await message('?startDateTime=yesterday')).toContain('2026-01-31T23:59:59Z');
    expect(await message('?orderBy=colour')).toContain('createdDateTime desc');
    expect(await message('', { 'TMV1-Filter': "colour eq 'red'" })).toContain('allowed are id');
    expect(await message('', { 'TMV1-Filter': "severity eq 'high" })).toContain('position');
    expect(await message('?skipToken=nonsense')).toContain('page cursor');
  });

  it('401 InvalidCredentials for no key, no key of ours, an expired and a revoked one', async () => {
    const { tenantId } = await newTenant();
    const past = new Date('2020-01-01T00:00:00Z');
    for (const key of [undefined, 'Bearer nonsense', `Bearer ${await createApiKeyFor(tenantId, 'SIEM', { expiresAt: past })}`, `Bearer ${await createApiKeyFor(tenantId, 'SIEM', { revokedAt: past })}`]) {
      const response = await get(key);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'InvalidCredentials', innererror: { code: 'InvalidToken' } } });
    }
  });
});
