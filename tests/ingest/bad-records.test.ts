import { describe, expect, it } from 'vitest';
import { listRejects } from '../../lib/ingest/list-rejects';
import { DECODE_LIMITS } from '../../lib/ingest/limits';
import { newTenant, withDatabase } from '../support/database';
import { storedActivities } from '../support/stored-activities';
import { ndjson, newSource, processStart, send } from './sender';

const database = withDatabase();

const good = (number: number): string => ndjson([processStart(number)]);

/** Sends good · bad · good and expects the good ones kept, the bad one kept as a reject with its place and reason, and the server fit for the next body. */
async function expectReject(bad: Uint8Array, reason: RegExp): Promise<void> {
  const { tenantId, ctx } = await newTenant();
  const source = await newSource(tenantId);
  const answer = await send(source, Buffer.concat([Buffer.from(good(1)), bad, Buffer.from(`\n${good(2)}`)]));
  expect(answer).toMatchObject({ received: 3, stored: 2, rejectedCount: 1, rejected: [{ index: 1, reason: expect.stringMatching(reason) }] });
  const [row] = await database.sql('SELECT index, source_id, reason, start_byte, end_byte FROM reject WHERE tenant_id = $1', [tenantId]);
  expect(row).toMatchObject({ index: 1, source_id: source.sourceId, start_byte: good(1).length, end_byte: good(1).length + bad.length, reason: expect.stringMatching(reason) });
  const [shown] = (await listRejects(ctx(), source.sourceId)).items;
  expect(shown).toMatchObject({ index: 1, bytes: bad.length, chunk: answer.chunk });
  expect(shown?.excerpt).toBe(new TextDecoder().decode(bad.subarray(0, 400)));
  expect(await send(source, good(3))).toMatchObject({ stored: 1 });
}

describe('a bad record costs only itself: the good ones are stored, it is kept as a reject with its reason, the server stays up', () => {
  it('malformed JSON', () => expectReject(Buffer.from('{"EventID": 1, "Channel": oops}'), /not valid JSON/));

  it('JSON that is cut off', () => expectReject(Buffer.from('{"EventID": 1, "Channel": "Sec'), /ends too early/));

  it('a bare value instead of an object', () => expectReject(Buffer.from('42'), /not a JSON object/));

  it('a record longer than the limit', () => expectReject(Buffer.from(`{"a":"${'x'.repeat(DECODE_LIMITS.recordBytesMax)}"}`), /longer than 1048576 bytes/));

  it('a record nested a hundred thousand deep', () => expectReject(Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), /nested deeper than 64/));

  it('bytes that are no UTF-8', () => expectReject(Buffer.from([...Buffer.from('{"Channel":"'), 0xff, 0xfe, 0xc3, 0x28, ...Buffer.from('"}')]), /invalid UTF-8/));

  it('raw NUL bytes', () => expectReject(Buffer.from('{"Channel":"a\0b"}'), /not valid JSON/));

  it('more than a hundred bad records: the answer names a hundred and counts all, the table has all', async () => {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    const answer = await send(source, `${good(1)}${'{"broken":\n'.repeat(250)}`);
    expect(answer.rejectedCount).toBeGreaterThan(100);
    expect(answer.rejected).toHaveLength(100);
    expect(await database.sql('SELECT count(*)::int AS n FROM reject WHERE tenant_id = $1', [tenantId])).toEqual([{ n: answer.rejectedCount }]);
  });
});

describe('a strange record is still a record: stored, with what the database cannot hold replaced in its columns only', () => {
  async function stored(extra: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    expect(await send(source, ndjson([processStart(1, extra), processStart(2)]))).toMatchObject({ stored: 2, rejectedCount: 0 });
    const [row] = await storedActivities(database, tenantId);
    const [detection] = await database.sql<Record<string, unknown>>('SELECT activity FROM detection WHERE tenant_id = $1 AND ordinal = 0', [tenantId]);
    return { ...row, ...detection };
  }
  const powershell = { Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' };
  const encoded = 'powershell.exe -NoP -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A';

  it('NUL characters written as escapes, in a column and in the JSON of a detection', async () => {
    const row = await stored({ ...powershell, CommandLine: `${encoded}\0tail` });
    const held = new RegExp(`^${encoded}\ufffd?tail$`);
    expect(row['processCommandLine']).toMatch(held);
    expect(row['activity']).toMatchObject({ processCommandLine: expect.stringMatching(held) });
  });

  it('half of a surrogate pair', async () => {
    const row = await stored({ ...powershell, CommandLine: `${encoded} \ud83d end \udc00` });
    expect(row['processCommandLine']).toBe(`${encoded} \ufffd end \ufffd`);
    expect(row['activity']).toMatchObject({ processCommandLine: `${encoded} \ufffd end \ufffd` });
  });

  it('tabs, line breaks, backslashes and the marks of the COPY format', async () => {
    const line = 'cmd /c "a\tb\\N\\.\r\nc\\\\server\\share\\n" \\';
    expect((await stored({ CommandLine: line }))['processCommandLine']).toBe(line);
  });

  it('values longer than their column are cut there', async () => {
    const row = await stored({ CommandLine: 'x'.repeat(50_000), Image: `C:\\${'長'.repeat(5_000)}.exe`, Hostname: 'ホ'.repeat(3_000) });
    expect(String(row['processCommandLine'])).toHaveLength(8_000);
    expect(String(row['processImage'])).toHaveLength(2_000);
    expect(String(row['endpointKey']).length).toBeLessThanOrEqual(2_000);
  });

  it('names of an endpoint and an account longer than any index takes, in a detection', async () => {
    const long = Array.from({ length: 3_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7_919) % 20_000))).join('');
    const row = await stored({ ...powershell, CommandLine: encoded, Hostname: long, User: `${long}\\${long}` });
    expect(row['activity']).toMatchObject({ endpointKey: long, processCommandLine: encoded });
  });

  it('times that no calendar has and numbers that no column holds', async () => {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    const zeek = (ts: unknown, port: unknown) => ({ _path: 'conn', ts, uid: 'C1', 'id.orig_h': '10.0.0.1', 'id.orig_p': port, 'id.resp_h': '10.0.0.2', 'id.resp_p': 1, proto: 'tcp', orig_bytes: 1e300 });
    const answer = await send(source, ndjson([zeek(1e18, 70_000), zeek(-1e15, -1), zeek('never', 1.5), zeek(1763596800, 'x')]));
    expect(answer.stored + answer.rejectedCount).toBe(4);
    expect(await storedActivities(database, tenantId)).toHaveLength(answer.stored);
  });
});
