import { afterAll, beforeAll } from 'vitest';
import { Admission } from '../../lib/ingest/admission';
import { readRecord } from '../../lib/ingest/read-record';
import type { OriginalRecord } from '../../lib/ingest/model';
import type { Context } from '../../lib/platform/context';
import { recordUuid } from '../../lib/platform/ids';
import type { TestDatabase } from '../support/database';
import { startRouteServer, type RouteServer } from '../support/route-server';

/** One server on loopback for the whole file. */
export function withRouteServer(): { url: (path: string) => string } {
  let server: RouteServer | undefined;
  beforeAll(async () => { server = await startRouteServer(); });
  afterAll(async () => { await server?.close(); });
  return { url: (path) => `${server?.url ?? ''}${path}` };
}

/** Every stored record of the tenant as its sender wrote it, with all that is read from it, in order. */
export async function storedRecords(database: TestDatabase, ctx: Context): Promise<OriginalRecord[]> {
  const chunks = await database.sql<{ id: string; day: string; stored: number }>(
    "SELECT id, to_char(received_day, 'YYYY-MM-DD') AS day, stored FROM chunk WHERE tenant_id = $1 ORDER BY sequence", [ctx.tenantId]);
  const records: OriginalRecord[] = [];
  for (const { id, day, stored } of chunks) {
    for (let ordinal = 0; ordinal < stored; ordinal++) records.push(await readRecord(ctx, recordUuid({ receivedDay: day, chunkId: BigInt(id), ordinal })));
  }
  return records;
}

const process = globalThis as typeof globalThis & { yaguraAdmission?: Admission };

/** While `work` runs, the process has room for no batch, or for so many bytes of them. */
export async function withoutRoom<T>(work: () => Promise<T>, { batches = 0, bytes = 0 } = {}): Promise<T> {
  const before = process.yaguraAdmission;
  process.yaguraAdmission = new Admission(batches, bytes);
  try {
    return await work();
  } finally {
    if (before) process.yaguraAdmission = before;
    else delete process.yaguraAdmission;
  }
}
