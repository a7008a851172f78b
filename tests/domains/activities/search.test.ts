import { beforeAll, describe, expect, it } from 'vitest';
import { exportActivities } from '../../../lib/activities/export-activities';
import type { ActivityHit, ActivityPage } from '../../../lib/activities/model';
import { searchActivities, type SearchOptions } from '../../../lib/activities/search-activities';
import { summariseActivities } from '../../../lib/activities/summarise-activities';
import { fieldOf } from '../../../lib/engine/activity/catalogue';
import { quoteValue } from '../../../lib/engine/query/search';
import { parseSearch } from '../../../lib/engine/query/search-parser';
import { isNumeric, type ActivityProperty } from '../../../lib/engine/segment/columns';
import { naivelyMatches } from '../../support/naive-search';
import { ndjson, newSource, processStart, send } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';
import { newestFirst, officeWithRecords, type Office, type Original } from './office';

withDatabase();

let office: Office;
beforeAll(async () => { office = await officeWithRecords(); });

/** Numbers from 0 to 1, the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
}

/** A random query about values that are there, and some that are not. */
function randomQuery(roll: () => number, depth = 0): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(roll() * items.length)] as T;
  const kind = roll();
  if (depth < 2 && kind < 0.3) return `(${randomQuery(roll, depth + 1)} ${pick(['and', 'or', ''])} ${randomQuery(roll, depth + 1)})`;
  if (depth < 2 && kind < 0.4) return `not ${randomQuery(roll, depth + 1)}`;
  const { activity } = pick(office.originals), property = pick(Object.keys(activity) as ActivityProperty[]), value = activity[property], name = fieldOf(property).name;
  if (property === 'observedAt') return `@timestamp:${pick(['>', '<', '>=', '<='])}"${new Date(activity.observedAt).toISOString()}"`;
  if (isNumeric(property)) return `${name}:${pick(['', '>', '<='])}${String(value)}`;
  const text = String(value), from = Math.floor(roll() * text.length), part = quoteValue(text.slice(from, from + 1 + Math.floor(roll() * 8))).slice(1, -1);
  return pick([`${name}:${quoteValue(text)}`, `${name}:${quoteValue(text.toUpperCase())}`, `*:${quoteValue(text)}`, `${name}:"*${part}*"`, `${name}:"*${part}"`, `"${part}"`, `${name}:*`, `${name}:"${part} that nobody has"`]);
}

const wanted = (query: string, { from, to }: { from: string; to: string } = office): Original[] => newestFirst(office.originals.filter(({ activity }) =>
  activity.observedAt >= Date.parse(from) && activity.observedAt < Date.parse(to) && naivelyMatches(parseSearch(query), activity)));

async function allPages(query: string, limit: number, options: SearchOptions = {}, span: { from: string; to: string } = office): Promise<{ hits: ActivityHit[]; pages: ActivityPage[] }> {
  const pages: ActivityPage[] = [];
  for (let cursor: string | undefined; pages.length < 1_000;) {
    const page = await searchActivities(office.ctx('Analyst'), { query, from: span.from, to: span.to, limit, cursor }, options);
    pages.push(page);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { hits: pages.flatMap(({ hits }) => hits), pages };
}

const uuids = (items: readonly { uuid: string }[]): string[] => items.map(({ uuid }) => uuid);

describe('search', () => {
  it('has records to look at', () => expect(office.originals.length).toBeGreaterThan(300));

  it('finds exactly what one look at each original finds, newest first, page by page, whatever the query', async () => {
    const roll = dice(3);
    let found = 0;
    for (let n = 0; n < 120; n++) {
      const query = randomQuery(roll), expected = wanted(query);
      expect(uuids((await allPages(query, n % 3 === 0 ? 41 : 1_000)).hits), query).toEqual(uuids(expected));
      found += expected.length > 0 ? 1 : 0;
    }
    expect(found).toBeGreaterThan(60);
  });

  it('gives each hit as it was normalised, and only the fields asked for when some are named', async () => {
    const { hits } = await searchActivities(office.ctx(), { ...office, sources: [], query: '', limit: 1_000 });
    const byUuid = new Map(office.originals.map((original) => [original.uuid, original]));
    for (const { uuid, activity, sourceId } of hits) expect({ activity, sourceId }).toEqual({ activity: byUuid.get(uuid)?.activity, sourceId: byUuid.get(uuid)?.sourceId });
    const [hit] = (await searchActivities(office.ctx(), { ...office, sources: [], query: 'event.action:process_start', fields: ['host.id', 'process.executable'] })).hits;
    expect(Object.keys(hit?.activity ?? {}).sort()).toEqual(['endpointKey', 'processImage']);
  });

  it('keeps to the span of time, its end excluded, and to the sources that are named', async () => {
    const sorted = newestFirst(office.originals), from = new Date(sorted[200]?.activity.observedAt ?? 0).toISOString(), to = new Date(sorted[50]?.activity.observedAt ?? 0).toISOString();
    expect(uuids((await allPages('', 70, {}, { from, to })).hits)).toEqual(uuids(wanted('', { from, to })));
    const [source] = office.sources;
    const { hits } = await searchActivities(office.ctx(), { from: office.from, to: office.to, sources: [source?.sourceId ?? 0], limit: 1_000 });
    expect(uuids(hits)).toEqual(uuids(wanted('').filter(({ sourceId }) => sourceId === source?.sourceId)));
  });

  it('counts, spreads over time and ranks values as one look at each original does', async () => {
    const roll = dice(8);
    for (let n = 0; n < 25; n++) {
      const query = randomQuery(roll), expected = wanted(query);
      const { total, histogram, facets, partial } = await summariseActivities(office.ctx('Auditor'), { query, from: office.from, to: office.to, buckets: 7, facets: ['host.id', 'destination.port'], facetValues: 100 });
      expect({ total, partial }, query).toEqual({ total: expected.length, partial: false });
      const counts = histogram.counts.map((_, i) => expected.filter(({ activity }) => Math.floor((activity.observedAt - Date.parse(office.from)) / histogram.bucketMs) === i).length);
      expect(histogram.counts).toEqual(counts);
      for (const [name, property] of [['host.id', 'endpointKey'], ['destination.port', 'destinationPort']] as const) {
        const ranked = new Map<string, number>();
        for (const { activity } of expected) if (activity[property] !== undefined) ranked.set(String(activity[property]), (ranked.get(String(activity[property])) ?? 0) + 1);
        expect(facets[name]).toEqual({ cut: false, values: [...ranked].sort(([a, m], [b, k]) => k - m || (a < b ? -1 : 1)).slice(0, 100).map(([value, count]) => ({ value, count })) });
      }
    }
  });

  it('exports every hit once, and tells how far it is', async () => {
    const found: ActivityHit[] = [], done: number[] = [];
    for await (const part of exportActivities(office.ctx(), { query: 'event.module:windows', from: office.from, to: office.to, fields: ['host.id'] })) {
      found.push(...part.hits);
      done.push(part.done);
    }
    expect(uuids(found).sort()).toEqual(uuids(wanted('event.module:windows')).sort());
    expect(done.at(-1)).toBe(1);
  });
});

describe('a search that runs out of time', () => {
  it('says how far it came, and its pages together still give everything once', async () => {
    const { tenantId, ctx } = await newTenant(), source = await newSource(tenantId), span = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    for (let batch = 0; batch < 4; batch++) await send(source, ndjson([processStart(batch * 10), processStart(batch * 10 + 5)]));
    const pages: ActivityPage[] = [];
    for (let cursor: string | undefined; pages.length < 9; cursor = pages.at(-1)?.cursor) {
      pages.push(await searchActivities(ctx(), { ...span, cursor }, { msMax: 0 }));
      if (pages.at(-1)?.cursor === undefined) break;
    }
    expect(pages.map(({ partial, completeFrom, segmentsRead, hits }) => [partial, completeFrom !== null, segmentsRead, hits.length])).toEqual([[true, true, 1, 2], [true, true, 1, 2], [true, true, 1, 2], [false, false, 1, 2]]);
    expect(pages.flatMap(({ hits }) => hits.map(({ activity }) => activity.observedAt))).toEqual([35, 30, 25, 20, 15, 10, 5, 0].map((second) => Date.parse('2026-11-20T00:00:00Z') + second * 1_001));
  });

  it('shows what it has found where all batches overlap in time, and leads to no page that would only say the same', async () => {
    const { hits, pages } = await allPages('', 1_000, { msMax: 0 });
    expect(pages.at(-1)).toMatchObject({ partial: true, completeFrom: null });
    expect(new Set(uuids(hits)).size).toBe(hits.length);
    expect(hits.length).toBeGreaterThan(0);
  });

  it('counts what it has seen and says that it is not all', async () => {
    const { total, partial } = await summariseActivities(office.ctx(), { from: office.from, to: office.to }, { msMax: 0 });
    expect(partial).toBe(true);
    expect(total).toBeLessThan(office.originals.length);
  });

  it('ends when nobody waits for it any more', async () => {
    await expect(searchActivities(office.ctx(), { from: office.from, to: office.to }, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    const stop = new AbortController(), parts = exportActivities(office.ctx(), { from: office.from, to: office.to }, stop.signal);
    stop.abort();
    await expect(parts.next()).rejects.toThrow(/abort/i);
    expect((await searchActivities(office.ctx(), { from: office.from, to: office.to })).hits).not.toEqual([]);
  });
});

describe('a search is refused', () => {
  const ask = (input: object, ctx = office.ctx()) => searchActivities(ctx, { from: office.from, to: office.to, ...input });

  it('to who may not read activities', async () => {
    for (const actor of [{ kind: 'visitor', name: 'nobody' }, { kind: 'source', id: 1, name: 'PCs' }] as const) {
      await expect(ask({}, { ...office.ctx(), actor })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(summariseActivities({ ...office.ctx(), actor }, { from: office.from, to: office.to })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(exportActivities({ ...office.ctx(), actor }, { from: office.from, to: office.to }).next()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('when it cannot be understood, and says where', async () => {
    await expect(ask({ query: 'host.id:"open' })).rejects.toMatchObject({ code: 'bad_request', fields: { at: '8' } });
    for (const input of [{ cursor: 'nonsense' }, { cursor: Buffer.from('[1,"x","y",2]').toString('base64url') }, { limit: 0 }, { limit: 1_001 }, { fields: ['nonsense'] }, { from: 'yesterday' }, { query: 'x'.repeat(5_000) }]) {
      await expect(ask(input), JSON.stringify(input)).rejects.toMatchObject({ code: 'bad_request' });
    }
  });
});

describe('a tenant', () => {
  it('never finds, counts or exports what another has', async () => {
    const other = await officeWithRecords(1, 20), span = { from: office.from, to: office.to };
    const hits = (await searchActivities(other.ctx(), { ...span, limit: 1_000 })).hits;
    expect(uuids(hits).sort()).toEqual(uuids(other.originals).sort());
    expect(await summariseActivities(other.ctx(), span)).toMatchObject({ total: other.originals.length, segments: 1 });
    const foreign = office.originals.find(({ activity }) => activity.processGuid !== undefined && !other.originals.some((own) => own.activity.processGuid === activity.processGuid));
    expect((await searchActivities(other.ctx(), { ...span, query: `process.entity_id:"${foreign?.activity.processGuid}"` })).hits).toEqual([]);
  });
});
