import { FACT_KIND, unpackFact } from '../../lib/engine/correlate/fact-code';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { newTenant, withDatabase } from '../support/database';
import { storedActivities } from '../support/stored-activities';
import { ndjson, newSource, post, processStart, send } from './sender';

const database = withDatabase();

const activities = (tenantId: number) => storedActivities(database, tenantId);

async function freshSource(options: Parameters<typeof newSource>[1] = {}) {
  const { tenantId } = await newTenant();
  return newSource(tenantId, options);
}

describe('POST /api/ingest/events answers 200', () => {
  it('stores every record of a gzip NDJSON body before it answers, and numbers the chunk', async () => {
    const source = await freshSource();
    const answer = await send(source, ndjson([processStart(1), processStart(2), processStart(3)]), { gzip: true });
    expect(answer).toMatchObject({ received: 3, stored: 3, duplicate: false, rejected: [], rejectedCount: 0 });
    expect(answer.chunk).toMatch(/^[0-9a-f-]{36}$/);
    const rows = await activities(source.tenantId);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      sourceId: source.sourceId, family: 'windows', kind: 'process_start', endpointKey: 'pc-sato', accountKey: 'sato',
      processImage: 'C:\\Windows\\System32\\notepad.exe', processCommandLine: 'notepad.exe "C:\\Users\\sato\\memo 1.txt"', observedAt: Date.parse('2026-11-20T00:00:01.001Z'),
    });
    expect(await database.sql('SELECT sequence, received, stored, families FROM chunk WHERE tenant_id = $1', [source.tenantId]))
      .toEqual([{ sequence: '1', received: 3, stored: 3, families: { windows: 3 } }]);
  });

  it('takes a JSON array, concatenated JSON, several gzip members and a body without Content-Length alike', async () => {
    const records = [processStart(1), processStart(2)];
    const texts = [JSON.stringify(records), records.map((record) => JSON.stringify(record)).join(''), records.map((record) => JSON.stringify(record, null, 2)).join('\n')];
    for (const text of texts) expect(await send(await freshSource(), text)).toMatchObject({ received: 2, stored: 2, rejectedCount: 0 });
    const members = Buffer.concat(records.map((record) => gzipSync(`${JSON.stringify(record)}\n`)));
    expect(await send(await freshSource(), members)).toMatchObject({ received: 2, stored: 2 });
    const pieces = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of Buffer.from(ndjson(records))) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await post(await freshSource(), pieces)).status).toBe(200);
  });

  it('believes the bytes and not the Content-Type', async () => {
    const body = ndjson([processStart(1)]);
    for (const type of ['application/x-www-form-urlencoded', 'text/csv', 'image/png']) {
      expect(await send(await freshSource(), body, { headers: { 'content-type': type } })).toMatchObject({ stored: 1 });
    }
  });

  it('adds the clock skew of the request, else of the source, to times without a zone, and to no others', async () => {
    const local = { ...processStart(1), UtcTime: undefined, EventTime: '2026-11-20 09:00:00' };
    const source = await freshSource({ clockSkewSeconds: -32_400 });
    await send(source, ndjson([local]));
    await send(source, ndjson([local]) + '\n', { query: '?clockSkewSeconds=-3600' });
    await send(source, ndjson([processStart(7)]));
    const rows = await activities(source.tenantId);
    expect(rows.map((row) => new Date(row.observedAt ?? 0))).toEqual([new Date('2026-11-20T00:00:00Z'), new Date('2026-11-20T08:00:00Z'), new Date('2026-11-20T00:00:07.007Z')]);
  });

  it('stores what it does not recognise as unparsed, in the order of the body, with its text', async () => {
    const source = await freshSource();
    expect(await send(source, ndjson([{ colour: 'blue' }, processStart(1), { colour: 'red' }]))).toMatchObject({ received: 3, stored: 3 });
    expect((await activities(source.tenantId)).map((row) => [row.ordinal, row.family])).toEqual([[0, 'unparsed'], [1, 'windows'], [2, 'unparsed']]);
  });

  it('reads Zeek in TSV', async () => {
    const source = await freshSource();
    const log = [
      '#separator \\x09', '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-', '#path\tconn',
      '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_bytes', '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount',
      '1763596800.500000\tCabc1\t10.1.2.3\t50100\t10.1.2.4\t445\ttcp\t120', '1763596801.000000\tCabc2\t10.1.2.3\t50101\t10.1.2.5\t445\ttcp\t-', '',
    ].join('\n');
    expect(await send(source, log, { query: '?format=zeek' })).toMatchObject({ received: 2, stored: 2 });
    expect((await activities(source.tenantId))[0]).toMatchObject({ family: 'zeek', sourceAddress: '10.1.2.3', sourcePort: 50100, destinationPort: 445, bytesOut: 120 });
  });

  it('writes detections with the highest level, rules and techniques, and causal facts, in the same commit', async () => {
    const source = await freshSource();
    const encoded = processStart(5, { Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', CommandLine: 'powershell.exe -NoP -NonI -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A' });
    await send(source, ndjson([processStart(1), encoded]));
    const [detection] = await database.sql<Record<string, unknown>>('SELECT * FROM detection WHERE tenant_id = $1', [source.tenantId]);
    expect(detection).toMatchObject({ ordinal: 1, source_id: source.sourceId, kind: 'process_start', endpoint_key: 'pc-sato', techniques: expect.arrayContaining(['T1059.001']) });
    const rules = detection?.['rule_ids'] as string[];
    expect(rules.length).toBeGreaterThan(0);
    const matches = (detection?.['matches'] ?? []) as { ruleId: string; matched: unknown[] }[];
    expect(matches.map((match) => match.ruleId)).toEqual(rules);
    expect(matches.every((match) => match.matched.length > 0)).toBe(true);
    expect(detection?.['activity']).toMatchObject({ processCommandLine: encoded['CommandLine'], parentProcessImage: 'C:\\Windows\\explorer.exe' });
    expect(detection?.['level']).toBeGreaterThanOrEqual(1);
    const facts = await database.sql<{ observed_at: Date; data: string }>('SELECT observed_at, data FROM fact WHERE tenant_id = $1 AND kind = $2 ORDER BY observed_at, data', [source.tenantId, FACT_KIND.process]);
    expect(facts).toHaveLength(2);
    expect(unpackFact(FACT_KIND.process, facts[0]?.observed_at.getTime() ?? 0, facts[0]?.data ?? '')).toMatchObject({ kind: 'process', endpointKey: 'pc-sato', image: 'C:\\Windows\\System32\\notepad.exe' });
  });
});
