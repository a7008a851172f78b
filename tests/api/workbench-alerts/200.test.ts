import { beforeAll, describe, expect, it } from 'vitest';
import { GET } from '../../../app/v3.0/workbench/alerts/route';
import { withDatabase } from '../../support/database';
import { drain, intrusionBodies, sendBodies, tenantWithSource } from '../../domains/alerts/intrusion';
import { v3Client } from '../client';

withDatabase();

describe('GET /v3.0/workbench/alerts answers 200', () => {
  let call: Awaited<ReturnType<typeof v3Client>>;
  beforeAll(async () => {
    const { tenant, source, job } = await tenantWithSource();
    await sendBodies(source, intrusionBodies(100_000));
    await drain(job);
    call = await v3Client(tenant.tenantId, 'SIEM');
  }, 60_000);

  it('with the members and types that strict clients need', async () => {
    const { status, headers, body } = await call(GET, '/v3.0/workbench/alerts?startDateTime=1970-01-01T00:00:00Z');
    expect(status).toBe(200);
    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f-]{36}$/);
    const items = body['items'] as Record<string, unknown>[];
    expect(body).toMatchObject({ totalCount: 1, count: 1 });
    expect(items[0]).toMatchObject({
      schemaVersion: expect.any(String), status: 'Open', investigationStatus: 'New', investigationResult: 'No Findings', alertProvider: 'SAE', modelType: 'preset',
      score: expect.any(Number), severity: expect.stringMatching(/^(critical|high|medium|low)$/), description: expect.any(String),
      workbenchLink: expect.stringContaining('/workbench/WB-'), createdDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      impactScope: { desktopCount: expect.any(Number), serverCount: expect.any(Number), accountCount: expect.any(Number), emailAddressCount: 0, containerCount: 0, cloudIdentityCount: 0, entities: expect.any(Array) },
    });
    const scope = items[0]?.['impactScope'] as { entities: { entityType: string; entityValue: unknown }[] };
    for (const e of scope.entities) {
      if (e.entityType === 'host') expect(e.entityValue).toEqual({ guid: expect.any(String), name: expect.any(String), ips: expect.any(Array) });
      else expect(typeof e.entityValue).toBe('string');
    }
    const indicators = (items[0]?.['indicators'] ?? []) as { id: unknown; value: unknown }[];
    expect(indicators.length).toBeGreaterThan(0);
    for (const i of indicators) expect([Number.isInteger(i.id), i.value === null]).toEqual([true, false]);
  });

  it('with the alerts that the filter names, in both status models', async () => {
    const count = async (filter: string) => (await call(GET, '/v3.0/workbench/alerts?startDateTime=1970-01-01T00:00:00Z', { 'TMV1-Filter': filter })).body['totalCount'];
    expect(await count("status eq 'Open'")).toBe(1);
    expect(await count("investigationStatus eq 'New' and not (severity eq 'low')")).toBe(1);
    expect(await count("status eq 'Closed' or investigationResult eq 'True Positive'")).toBe(0);
    expect(await count("impactScopeEntityValue eq 'no-such-host'")).toBe(0);
  });

  it('with nothing before the alert was made', async () => {
    expect((await call(GET, '/v3.0/workbench/alerts?startDateTime=1970-01-01T00:00:00Z&endDateTime=1971-01-01T00:00:00Z')).body).toMatchObject({ totalCount: 0, items: [] });
  });
});
