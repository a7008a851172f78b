import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Command, yagura } from './support/command';
import { freePort, IS_ROOT, CAN_BE_NOBODY, newFolder } from './support/environment';
import { isAlive, processes } from './support/processes';
import { Product, type ProductOptions } from './support/product';
import { TestTenant } from './support/tenant';
import { until } from './support/until';

const EMAIL = 'aiko@office.example', PASSWORD = 'seven herons over the moat';
const NOBODY = { uid: 65_534, gid: 65_534 };

const open: Product[] = [];
async function start(options?: ProductOptions): Promise<Product> {
  const product = await Product.start(options);
  open.push(product);
  return product;
}
afterEach(async () => { for (const product of open.splice(0)) await product.discard(); });

const page = (product: Product, path: string) => fetch(`${product.url}${path}`, { redirect: 'manual' });
const signIn = (product: Product) => fetch(`${product.url}/api/auth/sign-in/email`, {
  method: 'POST', headers: { 'content-type': 'application/json', origin: `http://localhost:${product.port}` }, body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
});

async function whoIsSignedIn(product: Product): Promise<unknown> {
  const signedIn = await signIn(product);
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  const session = await fetch(`${product.url}/api/console/session`, { headers: { cookie } });
  return session.json();
}

describe('start', () => {
  it('answers its first page and leads to the set-up while nobody exists; Ctrl-C in the terminal ends every process, with exit 0', async () => {
    const product = await start();
    expect((await page(product, '/')).headers.get('location')).toBe('/setup');
    const setup = await page(product, '/setup');
    expect(setup.status).toBe(200);
    expect(await setup.text()).toContain('<form');
    const pids = product.all();
    expect(pids).toEqual(expect.arrayContaining([product.web, product.worker, product.postgres]));
    product.killGroup('SIGINT');
    expect(await product.exited).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(product.output).not.toContain('starting it again');
  });

  it('makes the administrator that the environment names; SIGTERM ends it with exit 0, and a second start serves the same data', async () => {
    const admin = { YAGURA_ADMIN_EMAIL: EMAIL, YAGURA_ADMIN_PASSWORD: PASSWORD };
    const first = await start({ env: admin });
    expect((await page(first, '/')).headers.get('location')).not.toBe('/setup');
    const before = await whoIsSignedIn(first);
    expect(before).toMatchObject({ user: { email: EMAIL }, role: 'Master Administrator' });
    const pids = first.all();
    expect(await first.stop()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);

    const startedAt = performance.now();
    const second = await start({ data: first.data, port: first.port, env: { ...admin, YAGURA_ADMIN_PASSWORD: 'another one that changes nothing' } });
    console.log(`second start: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    expect(await whoIsSignedIn(second)).toEqual(before);
  });

  it('refuses to share its data folder with a Yagura that runs on it, which goes on undisturbed', async () => {
    const product = await start();
    const second = await Command.run('bin/start.mjs', [], { env: { YAGURA_DATA: product.data, PORT: String(await freePort()) } }).outcome;
    expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/^yagura: Yagura runs already on .+\n$/) });
    expect((await page(product, '/api/health/ready')).status).toBe(200);
  });

  it('leaves no web and no worker behind when the launcher alone is killed, and the next start takes the database over', async () => {
    const product = await start();
    const { web, worker, postgres } = product;
    expect([web, worker, postgres]).not.toContain(undefined);
    const { tenant } = (await TestTenant.create('Kept', product.url, () => product.databaseUrl, { YAGURA_DATA: product.data })).keys;
    product.kill('SIGKILL');
    await product.exited;
    await until('web and worker have ended', () => [web, worker].every((pid) => pid !== undefined && !isAlive(pid)));
    expect(product.postgres).toBe(postgres);

    const next = await start({ data: product.data, port: product.port });
    expect(next.postgres).toBe(postgres);
    const other = await TestTenant.create('Next', next.url, () => next.databaseUrl, { YAGURA_DATA: next.data });
    expect(other.keys.tenant).toBe(tenant + 1);
    expect(await next.stop()).toBe(0);
    expect(postgres !== undefined && isAlive(postgres)).toBe(false);
  });

  it('leaves no database behind when it is told to end while the database is just being started again', async () => {
    const product = await start();
    const { postgres } = product;
    if (postgres === undefined) throw new Error('no database runs');
    process.kill(postgres, 'SIGKILL');
    await until('it starts the database again', () => product.output.includes('PostgreSQL ended'));
    expect(await product.stop()).toBe(0);
    expect(processes().filter((p) => p.command.includes(product.data))).toEqual([]);
  });

  it.skipIf(!IS_ROOT)('takes no stranger for its database whose process number an old pid file names (skipped when not root: PostgreSQL itself then refuses)', async () => {
    const data = newFolder(), env = { YAGURA_DATA: data };
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    try {
      expect((await yagura(['migrate'], { env }).outcome).code).toBe(0);
      writeFileSync(join(data, 'postgres/postmaster.pid'), `${stranger.pid}\n${join(data, 'postgres')}\n1700000000\n${await freePort()}\n\n127.0.0.1\n        1 1\nready   \n`);
      expect(await yagura(['migrate'], { env }).outcome).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(stranger.signalCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
      await once(stranger, 'exit');
      rmSync(data, { recursive: true, force: true });
    }
  });

  it.skipIf(!CAN_BE_NOBODY)('runs for a user who is not root (skipped when not root: then all of them show it; and from a checkout that only root may enter)', async () => {
    const product = await start({ as: NOBODY });
    expect((await page(product, '/')).headers.get('location')).toBe('/setup');
    expect(await product.stop()).toBe(0);
  });
});
