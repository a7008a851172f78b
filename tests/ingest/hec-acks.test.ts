import { describe, expect, it } from 'vitest';
import { pruneAcceptedBatches } from '../../lib/ingest/prune-accepted-batches';
import { withDatabase } from '../support/database';
import { withRouteServer } from './dialect-server';
import { CHANNEL, hec, newHecSource } from './hec-sender';

const database = withDatabase();
const server = withRouteServer();
const headers = { 'x-splunk-request-channel': CHANNEL };
const OTHER = '11111111-2222-4333-8444-555555555555';

describe('Splunk HEC: acknowledgements', () => {
  it('count up per channel from 0, and are given as soon as they are answered', async () => {
    const source = await newHecSource();
    for (let i = 0; i < 3; i++) expect((await hec(server.url('/services/collector'), source, `{"event":"${i}"}`, { headers })).body).toEqual({ text: 'Success', code: 0, ackId: i });
    expect((await hec(server.url(`/services/collector/event?channel=${OTHER}`), source, '{"event":"x"}')).body.ackId).toBe(0);
    expect((await hec(server.url('/services/collector/ack'), source, '{"acks":[0,1,2,3]}', { headers })).body).toEqual({ acks: { 0: true, 1: true, 2: true, 3: false } });
    expect((await hec(server.url(`/services/collector/ack?channel=${OTHER}`), source, '{"acks":[0,1]}')).body.acks).toEqual({ 0: true, 1: false });
  });

  it('are never given twice, whatever comes at once', async () => {
    const source = await newHecSource();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => hec(server.url('/services/collector'), source, `{"event":"${i}"}`, { headers })));
    expect(answers.map(({ body }) => body.ackId).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('live in the database, so that any process knows them, and only for their own source', async () => {
    const source = await newHecSource(), other = await newHecSource();
    await hec(server.url('/services/collector'), source, '{"event":"a"}', { headers });
    expect(await database.sql('SELECT channel, acknowledged::int FROM hec_channel WHERE tenant_id = $1', [source.tenantId])).toEqual([{ channel: CHANNEL, acknowledged: 1 }]);
    expect((await hec(server.url('/services/collector/ack'), other, '{"acks":[0]}', { headers })).body.acks).toEqual({ 0: false });
  });

  it('a replay is acknowledged too', async () => {
    const source = await newHecSource();
    for (let i = 0; i < 2; i++) expect((await hec(server.url('/services/collector'), source, '{"event":"same"}', { headers })).body.ackId).toBe(i);
  });

  it('a channel out of use for a week is forgotten', async () => {
    const source = await newHecSource();
    await hec(server.url('/services/collector'), source, '{"event":"a"}', { headers });
    await pruneAcceptedBatches(new Date(Date.now() + 6 * 86_400_000));
    expect(await database.sql('SELECT 1 FROM hec_channel WHERE tenant_id = $1', [source.tenantId])).toHaveLength(1);
    await pruneAcceptedBatches(new Date(Date.now() + 8 * 86_400_000));
    expect(await database.sql('SELECT 1 FROM hec_channel WHERE tenant_id = $1', [source.tenantId])).toEqual([]);
  });

  it('400: no channel, a bad channel, no list', async () => {
    const source = await newHecSource();
    expect(await hec(server.url('/services/collector/ack'), source, '{"acks":[0]}')).toEqual({ status: 400, body: { text: 'Data channel is missing', code: 10 } });
    expect(await hec(server.url('/services/collector/ack'), source, '{"acks":[0]}', { headers: { 'x-splunk-request-channel': 'a b' } })).toEqual({ status: 400, body: { text: 'Invalid data channel', code: 11 } });
    for (const body of ['{"acks":["x"]}', '{}', 'acks']) expect(await hec(server.url('/services/collector/ack'), source, body, { headers })).toMatchObject({ status: 400, body: { code: 6 } });
  });
});
