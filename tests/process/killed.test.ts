import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from './support/command';
import { environment, ROOT } from './support/environment';
import { recordOffice, type Office } from './support/office';
import { isAlive } from './support/processes';
import { Product } from './support/product';
import { TestTenant } from './support/tenant';
import { until } from './support/until';

/** Batches that are stored before something is killed: some are, most are not. */
const CHUNKS_BEFORE = 8;

let office: Office;
let product: Product;
let undisturbed: unknown[];

const newTenant = (name: string) => TestTenant.create(name, product.url, () => product.databaseUrl, { YAGURA_DATA: product.data });

beforeAll(async () => {
  office = await recordOffice({ endpoints: 74, days: 2 });
  expect(office.records).toBeGreaterThan(60_000);
  product = await Product.start();
  const tenant = await newTenant('Undisturbed');
  await expectSent(tenant.send(office.folder));
  await expectStoredOnce(tenant);
  undisturbed = await tenant.stories();
  expect(undisturbed).toEqual(expect.arrayContaining([expect.objectContaining({ score: expect.any(Number), signalKeys: expect.arrayContaining([expect.any(String)]) })]));
});
afterAll(async () => {
  await product.discard();
  office.remove();
});

async function expectSent(sender: Command): Promise<void> {
  expect(await sender.outcome).toMatchObject({ code: 0, stderr: expect.stringContaining(`${office.records} stored, 0 rejected`) });
}

async function expectStoredOnce(tenant: TestTenant): Promise<void> {
  await tenant.correlated();
  const stored = await tenant.stored();
  expect(stored).toEqual({
    activities: office.records, places: office.records, received: office.records, rejects: 0, chunks: office.files, bodies: office.files, opened: stored.alerts, alerts: stored.alerts,
  });
}

/** Begins to send and returns when a part is stored. */
async function inTheMiddle(tenant: TestTenant): Promise<Command> {
  const sender = tenant.send(office.folder);
  await until('some batches are stored', async () => (await tenant.chunks()) >= CHUNKS_BEFORE);
  expect(sender.isRunning).toBe(true);
  expect(await tenant.chunks()).toBeLessThan(office.files);
  return sender;
}

describe('killed hard in the middle of a send, every record is stored exactly once and the alerts are those of an undisturbed run', () => {
  it.each(['web', 'worker', 'postgres'] as const)('%s: it is started again, and the sender goes on by itself', async (victim) => {
    const tenant = await newTenant(`Without ${victim}`);
    const sender = await inTheMiddle(tenant);
    const pid = product[victim];
    if (pid === undefined) throw new Error(`no ${victim} runs`);
    process.kill(pid, 'SIGKILL');
    await until(`another ${victim} runs`, () => product[victim] !== undefined && product[victim] !== pid);
    await expectSent(sender);
    if (victim === 'web') expect(sender.stderr).toContain('waiting for');
    await expectStoredOnce(tenant);
    expect(await tenant.stories()).toEqual(undisturbed);
  });

  it('everything but the database, with the sender: after a new start all is sent again, and what was there is known', async () => {
    const tenant = await newTenant('Without all');
    const sender = await inTheMiddle(tenant);
    const { data, port, postgres } = product;
    sender.child.kill('SIGKILL');
    product.killGroup('SIGKILL');
    await product.exited;
    expect(postgres !== undefined && isAlive(postgres)).toBe(true);
    product = await Product.start({ data, port });
    const before = await tenant.chunks();
    expect(before).toBeGreaterThanOrEqual(CHUNKS_BEFORE);

    const again = tenant.send(office.folder);
    await expectSent(again);
    expect(again.stderr).toContain(`${before} of ${office.files} batches were there already`);
    await expectStoredOnce(tenant);
    expect(await tenant.stories()).toEqual(undisturbed);
  });

  it('everything and the database, with the sender: the same', async () => {
    const tenant = await newTenant('Without anything');
    const sender = await inTheMiddle(tenant);
    const { data, port, postgres } = product;
    sender.child.kill('SIGKILL');
    product.killGroup('SIGKILL');
    if (postgres !== undefined) process.kill(postgres, 'SIGKILL');
    await product.exited;
    product = await Product.start({ data, port });
    expect(product.postgres).not.toBe(postgres);
    await expectSent(tenant.send(office.folder));
    await expectStoredOnce(tenant);
    expect(await tenant.stories()).toEqual(undisturbed);
  });
});

describe('two workers on one database', () => {
  it('make the same alerts as one', async () => {
    const second = spawn(process.execPath, [join(ROOT, 'dist/worker.mjs')], {
      cwd: ROOT, stdio: 'ignore',
      env: environment({ DATABASE_URL: product.databaseUrl, YAGURA_DATA: product.data, YAGURA_SECRET: readFileSync(join(product.data, 'secret'), 'utf8').trim(), YAGURA_PROCESS: 'worker', NODE_ENV: 'production' }),
    });
    const ended = new Promise<number | null>((done) => second.once('exit', (code) => done(code)));
    try {
      const tenant = await newTenant('Two workers');
      const listening = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'yagura-listen' AND $1::int > 0`;
      await until('both workers listen', async () => (await tenant.query<{ n: number }>(listening))[0]?.n === 2);
      await expectSent(tenant.send(office.folder));
      await expectStoredOnce(tenant);
      expect(await tenant.stories()).toEqual(undisturbed);
    } finally { second.kill('SIGTERM'); }
    expect(await ended).toBe(0);
  });
});
