import { beforeAll, describe, expect, it } from 'vitest';
import * as exportRoute from '../../../app/api/console/search/export/route';
import * as searchRoute from '../../../app/api/console/search/route';
import * as savedRoute from '../../../app/api/console/search/saved/route';
import * as savedOneRoute from '../../../app/api/console/search/saved/[id]/route';
import * as summaryRoute from '../../../app/api/console/search/summary/route';
import * as valuesRoute from '../../../app/api/console/search/values/route';
import type { ActivityPage, ActivitySummary, FacetValue } from '../../../lib/activities/model';
import type { Role } from '../../../lib/platform/permissions';
import { ndjson, newSource, processStart, send } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';
import { cookieOf, newPerson, signIn } from '../users/people';

const database = withDatabase();

/** Both records stand before and after a change of New York's clocks. */
const BEFORE = '2026-03-08 06:59:58.000', AFTER = '2026-03-08 07:00:02.000';
const RANGE = 'from=2026-03-08T00:00:00Z&to=2026-03-09T00:00:00Z';
const EVIL = '=HYPERLINK("http://203.0.113.9","x")';

let analyst = '', stranger = '', tenantId = 0;

async function session(tenant: number, role: Role): Promise<string> {
  return cookieOf(await signIn((await newPerson([{ tenantId: tenant, role }])).email));
}

beforeAll(async () => {
  ({ tenantId } = await newTenant());
  const source = await newSource(tenantId);
  const at = (UtcTime: string, more: object) => processStart(1, { UtcTime, EventTime: UtcTime.slice(0, 19), ...more });
  await send(source, ndjson([at(BEFORE, { CommandLine: EVIL, Image: 'C:\\Tools\\a,b.exe' }), at(AFTER, { CommandLine: 'line one\nline "two"', Hostname: 'PC-KATO', User: 'KOYAMA\\加藤' })]));
  analyst = await session(tenantId, 'Analyst');
  stranger = await session((await newTenant()).tenantId, 'Master Administrator');
});

type Handler = (request: Request, segment: { params: Promise<Record<string, never>> }) => Promise<Response>;
const get = (handler: Handler, query: string, cookie = analyst, signal?: AbortSignal): Promise<Response> =>
  handler(new Request(`http://localhost:3000/api/console/search?${query}`, { headers: { cookie }, ...(signal ? { signal } : {}) }), { params: Promise.resolve({}) });
const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
const ask = (q: string): string => `q=${encodeURIComponent(q)}&${RANGE}`;

describe('the search routes', () => {
  it('find, newest first, with the columns of the URL and what the row\'s menu needs', async () => {
    const { hits, partial } = await json<ActivityPage>(get(searchRoute.GET, `${RANGE}&columns=process.command_line`));
    expect(partial).toBe(false);
    expect(hits.map(({ activity }) => activity)).toEqual([
      { observedAt: Date.parse('2026-03-08T07:00:02Z'), endpointKey: 'pc-kato', processCommandLine: 'line one\nline "two"' }, { observedAt: Date.parse('2026-03-08T06:59:58Z'), endpointKey: 'pc-sato', processCommandLine: EVIL },
    ]);
  });

  it('join the query bar with the filters of the rail', async () => {
    const found = async (query: string) => (await json<ActivityPage>(get(searchRoute.GET, query))).hits.length;
    expect(await found(ask('host.id:pc-kato or host.id:pc-sato'))).toBe(2);
    expect(await found(`${ask('host.id:pc-kato or host.id:pc-sato')}&host.id=pc-kato`)).toBe(1);
    expect(await found(`${RANGE}&not.host.id=pc-kato&not.host.id=pc-sato`)).toBe(0);
    expect(await found(`${RANGE}&host.id=pc-kato&host.id=pc-sato&source=999999`)).toBe(0);
  });

  it('count, spread and rank', async () => {
    const count = await json<ActivitySummary>(get(summaryRoute.GET, RANGE));
    expect(count.total).toBe(2);
    expect(count.histogram.counts.reduce((sum, n) => sum + n, 0)).toBe(2);
    for (const group of ['0', '1']) expect(Object.keys((await json<ActivitySummary>(get(summaryRoute.GET, `${RANGE}&facets=${group}`))).facets)).toHaveLength(12);
    expect((await json<ActivitySummary>(get(summaryRoute.GET, `${RANGE}&facets=0`))).facets['host.id']).toEqual({ cut: false, values: [{ value: 'pc-kato', count: 1 }, { value: 'pc-sato', count: 1 }] });
  });

  it('draw all time over the days of which there are records', async () => {
    const { total, histogram } = await json<ActivitySummary>(get(summaryRoute.GET, 'range=all'));
    expect(total).toBe(2);
    expect(histogram.bucketMs).toBeLessThan(24 * 3_600_000);
    expect(histogram.counts.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  it('complete values from the range, whatever is typed', async () => {
    const values = async (field: string, typed: string, range = RANGE) => (await json<{ values: FacetValue[] }>(get(valuesRoute.GET, new URLSearchParams([...new URLSearchParams(range), ['field', field], ['typed', typed]]).toString()))).values.map(({ value }) => value);
    expect(await values('host.name', 'KAT')).toEqual(['PC-KATO']);
    expect(await values('user.name', '加')).toEqual(['KOYAMA\\加藤']);
    expect(await values('process.command_line', '"two"')).toEqual(['line one\nline "two"']);
    expect(await values('process.pid', '40')).toEqual(['4001']);
    expect(await values('process.pid', '9')).toEqual([]);
    expect(await values('@timestamp', '2026')).toEqual([]);
    expect(await values('host.name', '*')).toEqual([]);
    expect(await values('host.name', '', 'from=2026-03-09T00:00:00Z&to=2026-03-10T00:00:00Z')).toEqual([]);
    expect((await get(valuesRoute.GET, `${RANGE}&field=nonsense`)).status).toBe(400);
  });

  it('refuse what cannot be understood and say where, in what was typed', async () => {
    for (const handler of [searchRoute.GET, summaryRoute.GET, exportRoute.GET]) {
      const response = await get(handler, `${ask('host.id:pc-1 and (')}&host.id=x&format=csv`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'bad_request', fields: { at: '18' } } });
    }
    expect((await get(exportRoute.GET, `${RANGE}&format=xlsx`)).status).toBe(400);
    expect((await get(exportRoute.GET, `${RANGE}&format=csv&zone=Mars/Olympus`)).status).toBe(400);
  });

  it('answer nobody who is not signed in, and show no tenant what another has', async () => {
    for (const [handler, more] of [[searchRoute.GET, ''], [summaryRoute.GET, ''], [valuesRoute.GET, '&field=host.name'], [exportRoute.GET, '&format=csv'], [savedRoute.GET, '']] as const) expect((await get(handler, RANGE + more, '')).status).toBe(401);
    expect((await json<ActivityPage>(get(searchRoute.GET, RANGE, stranger))).hits).toEqual([]);
    expect((await json<ActivitySummary>(get(summaryRoute.GET, `${RANGE}&facets=0`, stranger))).facets['host.id']?.values).toEqual([]);
    expect((await json<{ values: FacetValue[] }>(get(valuesRoute.GET, `${RANGE}&field=host.name`, stranger))).values).toEqual([]);
    expect(await (await get(exportRoute.GET, `${RANGE}&format=ndjson`, stranger)).text()).toBe('');
  });
});

describe('an export', () => {
  it('as CSV has ISO times with the offset that was in force, cells that no spreadsheet runs, and every record once', async () => {
    const response = await get(exportRoute.GET, `${RANGE}&format=csv&zone=America/New_York&columns=process.command_line,process.executable,user.name`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="yagura-search-\d{8}-\d{6}Z\.csv"$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toMatch(/^timestamp,process\.command_line,process\.executable,user\.name,record,source\r\n/);
    expect(text).toMatch(/\r\n2026-03-08T01:59:58\.000-05:00,"'=HYPERLINK\(""http:\/\/203\.0\.113\.9"",""x""\)","C:\\Tools\\a,b\.exe",KOYAMA\\sato,[0-9a-f-]{36},\d+\r\n/);
    expect(text).toMatch(/\r\n2026-03-08T03:00:02\.000-04:00,"line one\nline ""two""",C:\\Windows\\System32\\notepad\.exe,KOYAMA\\加藤,[0-9a-f-]{36},\d+\r\n/);
    expect(text.match(/2026-03-08T/g)).toHaveLength(2);
  });

  it('as NDJSON has one object per record, text as it is, in the reader\'s zone', async () => {
    const lines = (await (await get(exportRoute.GET, `${ask('host.id:pc-kato')}&format=ndjson&zone=Asia/Tokyo&columns=process.command_line`)).text()).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([{ '@timestamp': '2026-03-08T16:00:02.000+09:00', 'process.command_line': 'line one\nline "two"', record: expect.any(String) as string, source: expect.any(Number) as number }]);
    const [all] = (await (await get(exportRoute.GET, `${ask('host.id:pc-kato')}&format=ndjson&all=1`)).text()).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(all).toMatchObject({ '@timestamp': '2026-03-08T07:00:02.000+00:00', 'user.name': 'KOYAMA\\加藤', 'event.action': 'process_start', 'process.pid': 4001 });
  });

  it('stands in the audit trail with what was asked', async () => {
    await (await get(exportRoute.GET, `${ask('host.id:pc-kato')}&format=csv`)).text();
    const [entry] = await database.sql<{ after: unknown; actor_name: string }>("SELECT after, actor_name FROM audit WHERE tenant_id = $1 AND action = 'search.exported' ORDER BY id DESC LIMIT 1", [tenantId]);
    expect(entry).toMatchObject({ actor_name: 'Ren Test', after: { query: 'host.id:pc-kato', format: 'csv', from: '2026-03-08T00:00:00.000Z' } });
  });

  it('ends when the reader goes away', async () => {
    const response = await get(exportRoute.GET, `${RANGE}&format=csv`), reader = response.body?.getReader();
    await reader?.read();
    await expect(reader?.cancel()).resolves.toBeUndefined();
    expect((await get(exportRoute.GET, `${RANGE}&format=csv`)).status).toBe(200);
  });
});

describe('the routes of saved searches', () => {
  it('save, list and delete', async () => {
    const saved = await savedRoute.POST(new Request('http://localhost:3000/api/console/search/saved', { method: 'POST', headers: { cookie: analyst }, body: JSON.stringify({ name: 'Kato', search: 'q=kato', shared: true }) }), { params: Promise.resolve({}) });
    expect(saved.status).toBe(201);
    const { id } = (await saved.json()) as { id: number };
    expect(await json(get(savedRoute.GET, ''))).toMatchObject({ items: [{ id, name: 'Kato', mine: true }] });
    expect(await json(get(savedRoute.GET, '', stranger))).toEqual({ items: [] });
    const remove = (cookie: string, which: string) => savedOneRoute.DELETE(new Request('http://localhost:3000/api/console/search/saved/1', { method: 'DELETE', headers: { cookie } }), { params: Promise.resolve({ id: which }) });
    expect((await remove(stranger, String(id))).status).toBe(404);
    expect((await remove(analyst, 'x')).status).toBe(404);
    expect((await remove(analyst, String(id))).status).toBe(200);
    expect(await json(get(savedRoute.GET, ''))).toEqual({ items: [] });
  });
});
