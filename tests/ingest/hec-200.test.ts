import { describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { storedActivities } from '../support/stored-activities';
import { storedRecords, withRouteServer } from './dialect-server';
import { CHANNEL, hec, newHecSource } from './hec-sender';
import { processStart } from './sender';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();
const SUCCESS = { status: 200, body: { text: 'Success', code: 0 } };

describe('Splunk HEC: what is answered with 200', () => {
  it('objects one after another, at every address of the event endpoint, gzip or not, whatever the content type says', async () => {
    const source = await newHecSource();
    for (const [i, path] of ['/services/collector', '/services/collector/event', '/services/collector/event/1.0'].entries()) {
      const body = `{"event":${JSON.stringify(processStart(i))}}{"event":"plain ${i}"}\n{"event":{"n":${i}}}`;
      expect(await hec(server.url(path), source, body, { gzip: i === 1, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toEqual(SUCCESS);
    }
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 9, stored: 9, rejected: 0, chunks: 3 });
    expect((await storedActivities(database, source.tenantId)).filter(({ family }) => family === 'windows')).toHaveLength(3);
  });

  it('takes the token as Splunk sends it, or as the password of Basic', async () => {
    const source = await newHecSource();
    const basic = `Basic ${Buffer.from(`x:${source.token}`).toString('base64')}`;
    expect(await hec(server.url('/services/collector'), source, '{"event":"one"}', { headers: { authorization: basic } })).toEqual(SUCCESS);
    expect(await hec(server.url('/services/collector'), source, '{"event":"two"}', { headers: { authorization: `splunk ${source.token}` } })).toEqual(SUCCESS);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 2 });
  });

  it('keeps each object byte for byte, and reads its event as the family that it is', async () => {
    const source = await newHecSource();
    const odd = '{ "time" : "1763600400.250",\t"host":"pc-mori.koyama.example", "event": "CEF:0|Koyama|Gate|1|100|Blocked|5|src=10.1.2.3 act=block" }';
    expect(await hec(server.url('/services/collector/event'), source, `${odd}\n{"event":"{\\"EventID\\":1}"}`)).toEqual(SUCCESS);
    const [first] = await storedRecords(database, source.ctx());
    expect(first).toMatchObject({ text: odd, format: 'hec' });
    expect((await storedActivities(database, source.tenantId))[0]).toMatchObject({ sourceAddress: '10.1.2.3' });
  });

  it('host holds on for the objects that follow; time is in s, ms or ns and counts where the record has none', async () => {
    const source = await newHecSource();
    const at = Date.parse('2026-11-20T01:00:00.250Z');
    const body = [
      `{"time":${at / 1000},"host":"pc-mori","event":"seconds"}`, `{"time":"${at}","event":"milliseconds"}`, `{"time":${at}000000,"host":"pc-sato.koyama.example","event":"nanoseconds"}`,
      `{"time":1,"event":${JSON.stringify({ message: 'has its own', '@timestamp': '2026-11-20T09:00:00Z', hostname: 'pc-abe' })}}`,
    ].join('');
    expect(await hec(server.url('/services/collector'), source, body)).toEqual(SUCCESS);
    const rows = await storedActivities(database, source.tenantId);
    expect(rows.map(({ observedAt, endpointKey }) => [new Date(observedAt ?? 0).toISOString(), endpointKey])).toEqual([
      ['2026-11-20T01:00:00.250Z', 'pc-mori'], ['2026-11-20T01:00:00.250Z', 'pc-mori'], ['2026-11-20T01:00:00.250Z', 'pc-sato'], ['2026-11-20T09:00:00.000Z', 'pc-abe'],
    ]);
  });

  it('raw records, with what the query says of all of them', async () => {
    const source = await newHecSource();
    const headers = { 'x-splunk-request-channel': CHANNEL };
    for (const path of ['/services/collector/raw?host=pc-mori', '/services/collector/raw/1.0?host=pc-abe']) {
      expect(await hec(server.url(path), source, 'door opened\r\ndoor closed\n', { headers })).toMatchObject({ status: 200, body: { code: 0 } });
    }
    expect((await storedActivities(database, source.tenantId)).map(({ endpointKey }) => endpointKey)).toEqual(['pc-mori', 'pc-mori', 'pc-abe', 'pc-abe']);
    const records = await storedRecords(database, source.ctx());
    expect(records.map(({ text }) => text)).toEqual(['door opened', 'door closed', 'door opened', 'door closed']);
  });

  it('what was said beside a record is there when it is read again', async () => {
    const source = await newHecSource();
    const line = 'type=EXECVE msg=audit(1795136400.250:77): argc=2 a0="ls" a1="-l"';
    await hec(server.url('/services/collector/raw?host=srv-kyoto-3&sourcetype=linux_audit'), source, line, { headers: { 'x-splunk-request-channel': CHANNEL } });
    await hec(server.url('/services/collector'), source, JSON.stringify({ host: 'srv-kyoto-4', event: line }) + JSON.stringify({ event: line.replace('77', '78') }));
    expect((await storedRecords(database, source.ctx())).map(({ activity }) => activity?.endpointKey)).toEqual(['srv-kyoto-3', 'srv-kyoto-4', 'srv-kyoto-4']);
  });

  it('source and sourcetype name the log, where the record does not', async () => {
    const source = await newHecSource();
    const conn = { ts: 1795136400.25, uid: 'Cx1', 'id.orig_h': '10.0.0.9', 'id.orig_p': 50000, 'id.resp_h': '203.0.113.4', 'id.resp_p': 443 };
    await hec(server.url('/services/collector'), source, JSON.stringify({ sourcetype: 'bro:conn:json', host: 'zeek-1', event: conn }) + JSON.stringify({ sourcetype: 'till', event: 'hello' }));
    expect((await storedActivities(database, source.tenantId)).map(({ family, channel, endpointKey }) => [family, channel, endpointKey])).toEqual([['zeek', 'conn', '10.0.0.9'], ['unparsed', 'till', 'zeek-1']]);
  });

  it('a bad object costs itself alone; it is kept as a reject with its position', async () => {
    const source = await newHecSource();
    const body = '{"event":"good"}\n{"event":\n{"note":"no event"}\n{"event":"  "}\n{"event":"also good"}';
    expect(await hec(server.url('/services/collector'), source, body)).toEqual(SUCCESS);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 5, stored: 2, rejected: 3 });
    expect(await database.sql('SELECT index, reason FROM reject WHERE tenant_id = $1 ORDER BY index', [source.tenantId])).toEqual([
      { index: 1, reason: expect.stringMatching(/JSON/) }, { index: 2, reason: 'the event field is missing' }, { index: 3, reason: 'the event field is blank' },
    ]);
  });

  it('the same body again is answered as the first time and stored once', async () => {
    const source = await newHecSource();
    for (let i = 0; i < 3; i++) expect(await hec(server.url('/services/collector'), source, '{"event":"a"}{"event":"b"}', { gzip: i === 2 })).toEqual(SUCCESS);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 2, chunks: 1 });
  });

  it('the question of Docker\'s log driver, whether anybody is there', async () => {
    expect((await fetch(server.url('/services/collector/event/1.0'), { method: 'OPTIONS' })).status).toBe(200);
  });

  it('health, with a good token or none', async () => {
    const source = await newHecSource();
    for (const path of ['/services/collector/health', '/services/collector/health/1.0']) {
      expect(await hec(server.url(path), source, null, { method: 'GET' })).toEqual({ status: 200, body: { text: 'HEC is healthy', code: 17 } });
      expect((await fetch(server.url(path))).status).toBe(200);
    }
  });
});
