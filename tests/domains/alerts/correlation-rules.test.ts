import { describe, expect, it } from 'vitest';
import { changeAlert } from '../../../lib/alerts/change-alert';
import { listAlerts } from '../../../lib/alerts/list-alerts';
import { withDatabase } from '../../support/database';
import { ndjson, send, type TestSource } from '../../ingest/sender';
import { drain, essence, tenantWithSource } from './intrusion';

const database = withDatabase();
const START = Date.UTC(2026, 10, 20, 1);

const failure = (number: number, minute: number, from = '10.20.9.77') => ({
  '@timestamp': new Date(START + minute * 60_000).toISOString(), host: { name: 'FS-02.kita.example' },
  winlog: {
    channel: 'Security', provider_name: 'Microsoft-Windows-Security-Auditing', event_id: '4625', computer_name: 'FS-02.kita.example',
    event_data: { TargetUserName: `user${number}`, TargetDomainName: 'KITA', Status: '0xc000006d', SubStatus: '0xc000006a', LogonType: '3', IpAddress: from, IpPort: '51000' },
  },
});
const spray = (count: number, first = 1, minute = 0) => Array.from({ length: count }, (_, i) => failure(first + i, minute + i));

async function ingest(source: TestSource, records: readonly object[]): Promise<void> {
  await send(source, ndjson(records));
}

const sprayAlerts = async (tenant: Awaited<ReturnType<typeof tenantWithSource>>['tenant']) => (await listAlerts(tenant.ctx(), {})).items.map(({ id, model, status, impact }) => ({ id, model, status, hosts: impact.filter((e) => e.kind === 'host').map((e) => e.key) }));

describe('a Sigma correlation rule in a tenant', () => {
  it('opens an alert by itself, whatever the batches and their order, and says what it is made of', async () => {
    const records = spray(14);
    const whole = await tenantWithSource();
    await ingest(whole.source, records);
    await drain(whole.job);
    expect(await sprayAlerts(whole.tenant)).toMatchObject([{ model: 'sigma_correlation', status: 'open', hosts: ['fs-02'] }]);
    const [signal] = await database.sql<{ content: { count: number; matched: unknown; detectionUuids: string[] } }>("SELECT content FROM signal WHERE tenant_id = $1 AND content->>'model' = 'sigma_correlation'", [whole.tenant.tenantId]);
    expect(signal?.content).toMatchObject({ count: 14, matched: [{ selection: 'group-by', field: 'source', value: '10.20.9.77' }, { selection: 'value_count', field: 'TargetUserName', value: '14', pattern: 'gte 10' }] });
    expect(signal?.content.detectionUuids).toHaveLength(14);

    const pieces = await tenantWithSource();
    for (const at of [12, 3, 0, 9, 6]) {
      await ingest(pieces.source, records.slice(at, at + 3));
      await drain(pieces.job);
    }
    expect(await essence(pieces.tenant.ctx())).toEqual(await essence(whole.tenant.ctx()));
  }, 60_000);

  it('stays silent below its threshold and for several sources together', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await ingest(source, [...spray(9), ...Array.from({ length: 12 }, (_, i) => failure(i, i, `10.20.4.${i + 1}`))]);
    await drain(job);
    expect(await sprayAlerts(tenant)).toEqual([]);
  }, 60_000);

  it('counts replays once, and after its alert is closed opens another only for what is new', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await ingest(source, spray(12));
    await drain(job);
    const [first] = await sprayAlerts(tenant);
    await changeAlert(tenant.ctx(), first?.id ?? '', { status: 'closed', finding: 'true_positive' });
    await ingest(source, spray(12));
    await ingest(source, [failure(1, 600)]);
    await drain(job);
    expect(await sprayAlerts(tenant)).toHaveLength(1);
    await ingest(source, spray(11, 50, 14));
    await drain(job);
    expect((await sprayAlerts(tenant)).map(({ status }) => status).sort()).toEqual(['closed', 'open']);
    const counts = await database.sql<{ count: number }>("SELECT count FROM signal WHERE tenant_id = $1 AND content->>'model' = 'sigma_correlation' ORDER BY key", [tenant.tenantId]);
    expect(counts.map(({ count }) => count)).toEqual([12, 11]);
  }, 60_000);
});
