import { describe, expect, it } from 'vitest';
import type { Room } from '@/lib/storage/model';
import { readRoom } from '@/lib/storage/read-room';
import { RoomGuard } from '@/lib/storage/room-guard';
import { getStorage } from '@/lib/storage/get-storage';
import { newSource, ndjson, processStart, send } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';

withDatabase();
const GIB = 1024 ** 3;
const limits = () => ({ diskFreeBytesMin: 2 * GIB, databaseBytesMax: null });
const withFree = (freeBytes: number): Room => ({ databaseBytes: 5 * GIB, disk: { freeBytes, totalBytes: 100 * GIB } });

function guardOf(rooms: (Room | Error)[]) {
  let now = 0, measured = 0;
  const guard = new RoomGuard(async () => {
    const room = rooms[Math.min(measured++, rooms.length - 1)];
    if (room === undefined || room instanceof Error) throw room ?? new Error('no room was given');
    return room;
  }, limits, () => now);
  return { guard, pass: (ms: number) => { now += ms; }, measured: () => measured };
}

describe('the guard of the disk', () => {
  it('lets batches pass while there is room, measuring at most every five seconds', async () => {
    const { guard, pass, measured } = guardOf([withFree(50 * GIB)]);
    for (let i = 0; i < 10; i++) { await guard.requireRoom(); pass(900); }
    expect(measured()).toBe(2);
  });

  it('refuses as busy, with a time to come back and the figures, before the disk is full', async () => {
    const { guard } = guardOf([withFree(1.5 * GIB)]);
    await expect(guard.requireRoom()).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 60, message: expect.stringContaining('1.50 GiB free, less than the 2.00 GiB') });
  });

  it('goes on at the first look after there is room again', async () => {
    const { guard, pass } = guardOf([withFree(GIB), withFree(3 * GIB)]);
    await expect(guard.requireRoom()).rejects.toMatchObject({ code: 'busy' });
    await expect(guard.requireRoom()).rejects.toMatchObject({ code: 'busy' });
    pass(5_000);
    await guard.requireRoom();
  });

  it('watches the size of a database whose disk it cannot see', async () => {
    const guard = new RoomGuard(async () => ({ databaseBytes: 11, disk: null }), () => ({ diskFreeBytesMin: 5, databaseBytesMax: 10 }), () => 0);
    await expect(guard.requireRoom()).rejects.toMatchObject({ code: 'busy' });
  });

  it('does not refuse because it could not measure', async () => {
    const { guard } = guardOf([new Error('the database is away')]);
    await guard.requireRoom();
  });
});

describe('the report of storage', () => {
  it('counts what was received by day, and shows the installation\'s tables to those only who run it', async () => {
    const { tenantId, ctx } = await newTenant();
    await send(await newSource(tenantId), ndjson([processStart(1), processStart(2)]));
    const report = await getStorage(ctx());
    expect(report.days).toMatchObject([{ records: 2 }]);
    expect(report.tables?.map(({ table }) => table)).toContain('chunk');
    expect((await getStorage(ctx('Analyst'))).tables).toBeNull();
    expect((await getStorage((await newTenant()).ctx())).days).toEqual([]);
  });

  it('knows the size of the database', async () => {
    expect((await readRoom()).databaseBytes).toBeGreaterThan(1_000_000);
  });
});
