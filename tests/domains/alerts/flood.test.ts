import { describe, expect, it } from 'vitest';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { ndjson, processStart, send } from '../../ingest/sender';
import { withDatabase } from '../../support/database';
import { drain, essence, intrusionBodies, sendBodies, tenantWithSource } from './intrusion';

const database = withDatabase();
const BATCHES = 3, RECORDS = 6_000;
/** Of a batch; a rule that matches more than half of its records is heard out no further. */
const FLOOD = 2_400;

/** One program with one command line, again and again on one endpoint, among ordinary records. */
const flood = (batch: number) => ndjson(Array.from({ length: RECORDS }, (_, i) => processStart(batch * RECORDS + i, i >= FLOOD ? {} : {
  Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', CommandLine: 'powershell.exe -NoP -NonI -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A',
})).sort((a, b) => Number(a['ProcessId']) * 7_919 % RECORDS - Number(b['ProcessId']) * 7_919 % RECORDS));

describe('a flood of identical detections', () => {
  it('is one signal a rule with a count, in bounded steps, and the intrusion beside it is the same alert as without it', async () => {
    const quiet = await tenantWithSource();
    await sendBodies(quiet.source, intrusionBodies(100_000));
    await drain(quiet.job);
    const expected = await essence(quiet.tenant.ctx());

    const { tenant, source, job } = await tenantWithSource();
    for (let batch = 0; batch < BATCHES; batch++) await send(source, flood(batch));
    await sendBodies(source, intrusionBodies(100_000));
    // More than one step takes: another tenant's step comes in between.
    expect(await correlateTenant(job)).toBe('full');
    await drain(job);
    const rows = await database.sql<{ rule: string; count: number; examples: number }>(
      "SELECT rule_id AS rule, count, jsonb_array_length(content->'detectionUuids') AS examples FROM signal WHERE tenant_id = $1 AND endpoint_key = 'pc-sato' AND content->>'model' IS NULL", [tenant.tenantId]);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length);
    expect(rows.every(({ count, examples }) => count === BATCHES * FLOOD && examples <= 20)).toBe(true);
    const alerts = (await essence(tenant.ctx())).filter(({ impact }) => !impact.includes('pc-sato'));
    expect(alerts).toEqual(expected);
  }, 180_000);
});
