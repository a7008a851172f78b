import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newTenant, withDatabase } from '../support/database';
import { startRouteServer, type RouteServer } from '../support/route-server';
import { holdEverySlot } from './hold-every-slot';
import { newSource, type TestSource } from './sender';
import { storedCounts, storedLines } from './stored-bodies';

const database = withDatabase();
vi.setConfig({ testTimeout: 90_000 });
const RECORDS = 60;
type Compression = NonNullable<NonNullable<ConstructorParameters<typeof JsonExporter>[0]>['compression']>;
const NONE = 'none' as Compression, GZIP = 'gzip' as Compression;

type Outcome = 'delivered' | 'given up';

interface Client { log: (number: number) => void; flush: () => Promise<void>; outcomes: Outcome[] }

const open: RouteServer[] = [];
afterEach(async () => { for (const server of open.splice(0)) await server.close(); });

async function serve(...options: Parameters<typeof startRouteServer>): Promise<RouteServer> {
  const server = await startRouteServer(...options);
  open.push(server);
  return server;
}

/** An exporter that notes what it was told: what it gave up is still known to the client, as refused. */
function noted(exporter: LogRecordExporter, outcomes: Outcome[]): LogRecordExporter {
  return {
    export: (logs, done) => exporter.export(logs, (result) => { outcomes.push(result.code === 0 ? 'delivered' : 'given up'); done(result); }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  };
}

const EXPORTERS = { 'http/json': JsonExporter, 'http/protobuf': ProtobufExporter } as const;

function newClient(kind: keyof typeof EXPORTERS, url: string, source: TestSource, compression: Compression): Client {
  const outcomes: Outcome[] = [];
  const exporter = new EXPORTERS[kind]({ url: `${url}/v1/logs`, headers: { authorization: `Bearer ${source.token}` }, compression: compression, timeoutMillis: 25_000 });
  const processor = new BatchLogRecordProcessor(noted(exporter, outcomes), { maxExportBatchSize: 20, maxQueueSize: 1000, scheduledDelayMillis: 600_000, exportTimeoutMillis: 28_000 });
  const provider = new LoggerProvider({ resource: resourceFromAttributes({ 'service.name': 'till', 'host.name': 'srv-kyoto-3' }), processors: [processor] });
  const logger = provider.getLogger('orders', '1.2.0');
  return {
    log: (number) => logger.emit({ timestamp: Date.UTC(2026, 10, 20, 3, 0, number), severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: `order ${number} took too long`, attributes: { 'user.name': 'sato', attempt: number } }),
    flush: () => provider.forceFlush(),
    outcomes,
  };
}

const newOtlpSource = async (): Promise<TestSource> => newSource((await newTenant()).tenantId);

/** Numbers of the orders that are stored; each once if nothing came twice. */
async function storedOrders(source: TestSource): Promise<number[]> {
  return (await storedLines(database, source.tenantId)).map((line) => Number(/order (\d+) took/.exec(line)?.[1])).sort((a, b) => a - b);
}

const ALL = Array.from({ length: RECORDS }, (_, i) => i);
const CASES = [['http/json', NONE], ['http/json', GZIP], ['http/protobuf', NONE], ['http/protobuf', GZIP]] as const;

describe.each(CASES)('OpenTelemetry’s own exporter, %s, compression %s', (kind, compression) => {
  it('delivers every record once', async () => {
    const source = await newOtlpSource(), { url } = await serve();
    const client = newClient(kind, url, source, compression);
    ALL.forEach(client.log);
    await client.flush();
    expect(client.outcomes).toEqual(['delivered', 'delivered', 'delivered']);
    expect(await storedOrders(source)).toEqual(ALL);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: RECORDS, stored: RECORDS, rejected: 0 });
  });

  it('waits for a slow server', async () => {
    const source = await newOtlpSource();
    let release = (): void => undefined, asked = (): void => undefined;
    const released = new Promise<void>((done) => { release = done; }), arrived = new Promise<void>((done) => { asked = done; });
    const { url } = await serve({ gate: async () => { asked(); await released; return 'answer' as const; } });
    const client = newClient(kind, url, source, compression);
    ALL.forEach(client.log);
    const flushed = client.flush();
    await arrived;
    expect(await storedOrders(source)).toEqual([]);
    release();
    await flushed;
    expect(await storedOrders(source)).toEqual(ALL);
  });

  it('comes back after an answer that was lost, and nothing is stored twice', async () => {
    const source = await newOtlpSource();
    let requests = 0;
    const { url } = await serve({ gate: () => (requests++ === 0 ? 'lose-answer' : 'answer') });
    const client = newClient(kind, url, source, compression);
    ALL.forEach(client.log);
    await client.flush();
    expect(requests).toBe(4);
    expect(await storedOrders(source)).toEqual(ALL);
    expect(await database.sql('SELECT sum(replays)::int AS replays FROM accepted_batch WHERE tenant_id = $1', [source.tenantId])).toEqual([{ replays: 1 }]);
  });
});

describe.each(Object.keys(EXPORTERS) as (keyof typeof EXPORTERS)[])('OpenTelemetry’s own exporter, %s', (kind) => {
  it('is told 429 with Retry-After past the limit, keeps its records and delivers them later', async () => {
    const source = await newOtlpSource(), { url } = await serve();
    const holders = await holdEverySlot(source);
    const client = newClient(kind, url, source, NONE);
    ALL.slice(0, 20).forEach(client.log);
    const refused = await fetch(`${url}/v1/logs`, { method: 'POST', headers: { authorization: `Bearer ${source.token}`, 'content-type': 'application/json' }, body: '{}' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    const flushed = client.flush();
    await holders.release();
    await flushed;
    expect(client.outcomes).toEqual(['delivered']);
    expect((await storedOrders(source)).filter((number) => !Number.isNaN(number))).toEqual(ALL.slice(0, 20));
  });

  it('outlives a server that is killed and started again', async () => {
    const source = await newOtlpSource();
    let requests = 0, killed: Promise<void> | undefined;
    const server = await startRouteServer({ gate: () => {
      if (requests++ === 1) killed = server.close(); // the second batch meets a server that dies under it
      return killed ? 'lose-request' : 'answer';
    } });
    const client = newClient(kind, server.url, source, NONE);
    ALL.forEach(client.log);
    const flushed = client.flush();
    await expect.poll(() => killed !== undefined).toBe(true);
    await killed;
    await serve({ port: server.port });
    await flushed;
    expect(client.outcomes).toEqual(['delivered', 'delivered', 'delivered']);
    expect(await storedOrders(source)).toEqual(ALL);
  });
});
