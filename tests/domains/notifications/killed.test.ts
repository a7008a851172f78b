import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correlateTenant } from '@/lib/alerts/correlate-tenant';
import { LEASE_MS } from '@/lib/notifications/claim-delivery';
import { createTarget } from '@/lib/notifications/create-target';
import { deliverDue } from '@/lib/notifications/deliver-due';
import { intrusionBodies, sendBodies, tenantWithSource } from '../alerts/intrusion';
import { withDatabase } from '../../support/database';
import { loopback, type Asked } from './loopback';
import { newOffice } from './outbox-support';

const db = withDatabase();
const receiver = loopback();
const ALL = { minSeverity: 'low', events: ['opened', 'grew', 'raised', 'assigned', 'closed'] };
let folder = '', program = '', worker = '';

beforeAll(async () => {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'yagura-test-'));
  program = join(folder, 'deliver-process.mjs');
  worker = join(folder, 'worker.mjs');
  await build({
    entryPoints: { 'deliver-process': join(process.cwd(), 'tests/domains/notifications/deliver-process.ts'), worker: join(process.cwd(), 'lib/worker/main.ts') }, outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external',
    logLevel: 'warning', alias: { 'server-only': join(process.cwd(), 'node_modules/server-only/empty.js') },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a worker process run until the receiver has its message in hand and has not answered, and kills it there (SIGKILL). */
async function killedWhileSending(tenantId: number, isSent: (request: Asked) => boolean, keep: (request: Asked) => void): Promise<void> {
  let arrived: () => void = () => undefined;
  const sent = new Promise<void>((done) => { arrived = done; });
  receiver.reply(async (request) => {
    if (!isSent(request)) return { body: { ok: true, messages: [] } };
    keep(request);
    arrived();
    return new Promise(() => undefined);
  });
  const child = spawn(process.execPath, [program, String(tenantId), `${receiver.url()}/api`], { stdio: 'ignore', env: process.env });
  const exited = once(child, 'exit');
  await sent;
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

describe('a worker process that is killed (kill -9) while it sends', () => {
  it('leaves every message told: exactly once at a receiver that can be asked', async () => {
    const { target, alert, note, tenantId, clock, deliver, rows } = await newOffice(db, receiver.url());
    clock.pass(Date.now() - clock.now().getTime());
    await target('slack_bot', ALL);
    for (let number = 1; number <= 5; number++) await note({ alertId: await alert(number), event: 'opened', severity: 'high' });
    const channel: { ts: string; metadata: unknown; text: unknown }[] = [];
    const keep = ({ json }: Asked): void => { channel.push({ ts: `${channel.length + 1}.0`, metadata: json['metadata'], text: json['text'] }); };
    await killedWhileSending(tenantId, ({ path }) => path.endsWith('postMessage'), keep);
    expect((await rows()).map(({ state }) => state)).toContain('sending');
    receiver.reply((request) => {
      if (request.path.includes('history')) return { body: { ok: true, messages: channel } };
      if (request.path.endsWith('postMessage')) keep(request);
      return { body: { ok: true, channel: 'C1', ts: `${channel.length}.0` } };
    });
    clock.pass(LEASE_MS + 60_000);
    await deliver();
    expect((await rows()).map(({ state }) => state)).toEqual(Array(5).fill('delivered'));
    expect(channel).toHaveLength(5);
  });

  it('and at least once, each time under the same key, at one that cannot', async () => {
    const { target, alert, note, tenantId, clock, deliver } = await newOffice(db, receiver.url());
    clock.pass(Date.now() - clock.now().getTime());
    await target('webhook', ALL);
    for (let number = 1; number <= 5; number++) await note({ alertId: await alert(number), event: 'opened', severity: 'high' });
    await killedWhileSending(tenantId, () => true, () => undefined);
    receiver.reply(() => ({}));
    clock.pass(LEASE_MS + 60_000);
    await deliver();
    expect(receiver.asked).toHaveLength(6);
    expect(new Set(receiver.asked.map(({ json }) => json['subject'])).size).toBe(5);
    expect(new Set(receiver.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(5);
  });
});

describe('the product’s worker', () => {
  it('tells what stands in the outbox by itself, and ends when it is asked to', async () => {
    const { target, alert, note, clock } = await newOffice(db, receiver.url());
    clock.pass(Date.now() - clock.now().getTime());
    await target('webhook', ALL);
    const id = await alert(1);
    const told = new Promise<Asked>((done) => { receiver.reply((request) => { done(request); return {}; }); });
    const child = spawn(process.execPath, [worker], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, YAGURA_LOG_LEVEL: 'info', YAGURA_URL: 'https://console.example' } }), exited = once(child, 'exit');
    const ready = new Promise<void>((done) => { child.stderr.on('data', (lines: Buffer) => { if (lines.includes('worker is ready')) done(); }); });
    await note({ alertId: id, event: 'opened', severity: 'high' });
    expect((await told).json).toMatchObject({ event: 'opened', subject: id, url: `https://console.example/workbench/${id}` });
    await ready;
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }, 60_000);
});

describe('what correlation finds', () => {
  it('is told as one message per alert, that is brought up to date while the alert grows and ends as the alert is', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await createTarget(tenant.ctx(), { name: 'soc', channel: 'slack_bot', allowPrivate: true, config: { channel: 'C1' }, secret: { token: 'xoxb-the-token' }, settings: { ...ALL, perHour: 1_000 } });
    const messages = new Map<string, string>();
    receiver.reply(({ path, json }) => {
      const ts = path.endsWith('update') ? String(json['ts']) : `${messages.size + 1}.0`;
      if (json['thread_ts'] === undefined) messages.set(ts, JSON.stringify(json['blocks']));
      return { body: { ok: true, channel: 'C1', ts } };
    });
    let ahead = 0;
    const deps = { random: () => 1, consoleUrl: 'https://console.example', services: { slack: `${receiver.url()}/api`, lineWorksAuth: '', lineWorks: '' } };
    const tell = async (): Promise<void> => {
      while (await correlateTenant(job) !== 'idle') { /* until nothing is left */ }
      ahead += 60_000;
      await deliverDue({ ...job, clock: { now: () => new Date(Date.now() + ahead) } }, deps);
    };
    await sendBodies(source, intrusionBodies(400), tell);
    await tell();
    const alerts = await db.sql<{ id: string; score: number; merged_into: string | null }>('SELECT id, score, merged_into FROM alert WHERE tenant_id = $1', [tenant.tenantId]);
    const posted = receiver.asked.filter(({ path, json }) => path.endsWith('postMessage') && json['thread_ts'] === undefined).length, edited = receiver.asked.filter(({ path }) => path.endsWith('update')).length;
    expect(alerts.length).toBeGreaterThan(0);
    expect(posted).toBeLessThanOrEqual(alerts.length);
    expect(edited).toBeGreaterThan(0);
    const texts = [...messages.values()];
    for (const { id, score, merged_into: into } of alerts) {
      if (into === null) expect(texts.filter((text) => text.includes(`/workbench/${id}|`) && text.includes(`score ${score}"`))).toHaveLength(1);
    }
  }, 120_000);
});
