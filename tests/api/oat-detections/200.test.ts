import { beforeAll, describe, expect, it } from 'vitest';
import { GET } from '../../../app/v3.0/oat/detections/route';
import { withDatabase } from '../../support/database';
import { intrusionBodies, sendBodies, tenantWithSource } from '../../domains/alerts/intrusion';
import type { TestSource } from '../../ingest/sender';
import { v3Client } from '../client';

withDatabase();

interface Item { uuid: string; source: string; entityType: string; endpoint: { ips: unknown[] }; filters: { id: string; mitreTacticIds: string[] }[]; detail: Record<string, unknown>; ingestedDateTime: string }

const SPAN = '?detectedStartDateTime=2026-03-01T00:00:00Z&detectedEndDateTime=2026-03-05T00:00:00Z';

describe('GET /v3.0/oat/detections answers 200', () => {
  let call: Awaited<ReturnType<typeof v3Client>>;
  let source: TestSource;
  beforeAll(async () => {
    const made = await tenantWithSource();
    source = made.source;
    await sendBodies(source, intrusionBodies(100_000));
    call = await v3Client(made.tenant.tenantId, 'SIEM');
  }, 60_000);

  const page = async (path: string, headers: Record<string, string> = {}) => {
    const { status, body } = await call(GET, path, headers);
    expect(status).toBe(200);
    return { items: body['items'] as Item[], next: body['nextLink'] as string | undefined, total: body['totalCount'] as number };
  };

  it('with items that strict clients take: arrays, strings, no null, endpointGuid always', async () => {
    const { items } = await page(`/v3.0/oat/detections${SPAN}`);
    expect(items.length).toBeGreaterThan(10);
    for (const item of items) {
      expect(typeof item.detail['endpointGuid']).toBe('string');
      expect(typeof item.detail['eventId']).toBe('string');
      expect(Array.isArray(item.endpoint.ips)).toBe(true);
      expect(JSON.stringify(item)).not.toContain(':null');
      if (item.entityType === 'network') expect(item.detail['endpointGuid']).toBe('');
      expect(item.filters.length).toBeGreaterThan(0);
    }
  });

  it('page by page without loss or repetition, by absolute links that hold the whole query, while records arrive', async () => {
    const { total } = await page(`/v3.0/oat/detections${SPAN}`);
    const seen: string[] = [];
    let next: string | undefined = `/v3.0/oat/detections${SPAN}&top=50`, pages = 0;
    while (next) {
      const got: Awaited<ReturnType<typeof page>> = await page(next);
      seen.push(...got.items.map((i) => i.uuid));
      next = got.next;
      if (next) expect(next).toMatch(/^http:\/\/localhost:3000\/v3\.0\/oat\/detections\?/);
      if (pages++ === 0) await sendBodies(source, intrusionBodies(200).slice(0, 1));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(total);
  });

  it('with the detections that the filter names', async () => {
    const all = await page(`/v3.0/oat/detections${SPAN}`);
    const critical = await page(`/v3.0/oat/detections${SPAN}`, { 'TMV1-Filter': "riskLevel eq 'critical'" });
    const other = await page(`/v3.0/oat/detections${SPAN}`, { 'TMV1-Filter': "not (riskLevel eq 'critical')" });
    expect(critical.total).toBeGreaterThan(0);
    expect(critical.total + other.total).toBe(all.total);
    const [first] = all.items;
    expect((await page(`/v3.0/oat/detections${SPAN}`, { 'TMV1-Filter': `uuid eq '${first?.uuid}'` })).items.map((i) => i.uuid)).toEqual([first?.uuid]);
  });

  it('with 400 for a page size that is not allowed', async () => {
    expect((await call(GET, `/v3.0/oat/detections${SPAN}&top=7`)).status).toBe(400);
  });
});
