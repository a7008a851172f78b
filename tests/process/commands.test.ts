import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { yagura } from './support/command';
import { newFolder } from './support/environment';
import { Product } from './support/product';
import type { Keys } from './support/tenant';

const folder = newFolder();
const cleanups: (() => unknown)[] = [];
afterEach(async () => { for (const clean of cleanups.splice(0).reverse()) await clean(); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEYS = { tenant: expect.any(Number), ingestToken: expect.stringMatching(/^ygi_/), apiKey: expect.stringMatching(/^ygk_/) };

async function createTenant(data: string, name: string): Promise<Keys> {
  const { code, stdout, stderr } = await yagura(['tenant', 'create', name, '--json'], { env: { YAGURA_DATA: data } }).outcome;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\{.+\}\n$/);
  const keys = JSON.parse(stdout) as Keys;
  expect(keys).toEqual(KEYS);
  return keys;
}

describe('tenant create', () => {
  it('prints exactly the three members, whether Yagura runs or not, and the keys of both tenants work', async () => {
    const data = newFolder();
    const idle = await createTenant(data, 'While none runs');
    const product = await Product.start({ data });
    cleanups.push(() => product.discard());
    const busy = await createTenant(data, 'While one runs');
    expect(busy.tenant).not.toBe(idle.tenant);
    for (const { ingestToken, apiKey } of [idle, busy]) {
      const answers = await Promise.all([['/api/ingest/status', ingestToken], ['/v3.0/workbench/alerts', apiKey]].map(([path, token]) => fetch(`${product.url}${path}`, { headers: { authorization: `Bearer ${token}` } })));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    }
  });

  it('says which roles there are when it does not know the one that is named', async () => {
    const data = newFolder();
    cleanups.push(() => rmSync(data, { recursive: true, force: true }));
    const { code, stdout, stderr } = await yagura(['tenant', 'create', 'x', '--json', '--role', 'Emperor'], { env: { YAGURA_DATA: data } }).outcome;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^yagura: There is no role "Emperor"\. Roles: .*SIEM.*Senior Analyst.*\n$|^yagura: There is no role "Emperor"\. Roles: .*Senior Analyst.*SIEM.*\n$/);
  });
});

interface Seen { at: number; lines: string[]; token: string | undefined }

/** Answers `answer(number of the request)`, or takes the batch; remembers when each came and what it held. */
async function ingestDoor(answer: (nth: number) => { status: number; retryAfter?: string; message: string } | undefined): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const read = async (request: IncomingMessage) => { const parts: Buffer[] = []; for await (const part of request) parts.push(part as Buffer); return gunzipSync(Buffer.concat(parts)).toString(); };
  const server: Server = createServer((request, response) => void read(request).then((body) => {
    const lines = body.split('\n').filter(Boolean);
    seen.push({ at: performance.now(), lines, token: request.headers.authorization });
    const refusal = answer(seen.length);
    response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/json', ...(refusal?.retryAfter ? { 'retry-after': refusal.retryAfter } : {}) });
    response.end(JSON.stringify(refusal ? { error: { code: 'x', message: refusal.message } } : { received: lines.length, stored: lines.length, duplicate: false, rejected: [], rejectedCount: 0, chunk: 'c' }));
  })).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  cleanups.push(() => { server.closeAllConnections(); server.close(); });
  const at = server.address();
  return { url: `http://127.0.0.1:${at && typeof at === 'object' ? at.port : 0}`, seen };
}

const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => JSON.stringify({ n: from + i }));

describe('send', () => {
  it('waits as long as Retry-After says, then sends the same again', async () => {
    const { url, seen } = await ingestDoor((nth) => (nth === 1 ? { status: 429, retryAfter: '1', message: 'Slow down.' } : undefined));
    const { code, stderr } = await yagura(['send', '-', '--url', url, '--token', 't'], { input: `${lines(0, 3).join('\n')}\n` }).outcome;
    expect(code).toBe(0);
    expect(stderr).toContain('3 stored, 0 rejected');
    const [first, second] = seen;
    expect(seen).toHaveLength(2);
    expect(second?.lines).toEqual(first?.lines);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('ends at once, with exit 1 and one clear line, when the token is refused', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let i = 0; i < 20; i++) writeFileSync(join(many, `${i}.jsonl`), `${lines(i, i + 1).join('\n')}\n`);
    const { url, seen } = await ingestDoor(() => ({ status: 401, message: 'This token is not valid.' }));
    const { code, stderr } = await yagura(['send', many, '--url', url, '--token', 'wrong']).outcome;
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.includes('This token is not valid.'))).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(seen.length).toBeLessThan(5);
    expect(seen[0]?.token).toBe('Bearer wrong');
  });

  it('says so in one line when there is no such file, and when no token is named', async () => {
    const missing = await yagura(['send', join(folder, 'nothing.jsonl'), '--url', 'http://127.0.0.1:9', '--token', 't']).outcome;
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringMatching(/^yagura: There is no file or folder .*nothing\.jsonl.*\n$/) });
    const tokenless = await yagura(['send', folder, '--url', 'http://127.0.0.1:9']).outcome;
    expect(tokenless).toMatchObject({ code: 1, stderr: expect.stringMatching(/^yagura: An ingest token is needed: .*\n$/) });
  });

  it('walks a folder to its leaves, and names what it leaves out', async () => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'a/b'), { recursive: true });
    writeFileSync(join(tree, 'top.jsonl'), `${lines(0, 2).join('\n')}\n`);
    writeFileSync(join(tree, 'a/middle.log'), `${lines(2, 5).join('\n')}\n`);
    writeFileSync(join(tree, 'a/b/leaf.json'), `${lines(5, 9).join('\n')}\n`);
    writeFileSync(join(tree, 'a/picture.png'), 'not a log');
    const { url, seen } = await ingestDoor(() => undefined);
    const { code, stderr } = await yagura(['send', tree, '--url', url, '--token', 't']).outcome;
    expect(code).toBe(0);
    expect(seen.flatMap((s) => s.lines).sort()).toEqual(lines(0, 9).sort());
    expect(stderr).toContain('9 records from 3 files');
    expect(stderr).toMatch(/skipped .*picture\.png/);
  });

  it('reads standard input', async () => {
    const { url, seen } = await ingestDoor(() => undefined);
    expect(await yagura(['send', '-', '--url', url, '--token', 't'], { input: lines(0, 4).join('\n') }).outcome).toMatchObject({ code: 0 });
    expect(seen.flatMap((s) => s.lines)).toEqual(lines(0, 4));
  });
});

describe('simulate', () => {
  const write = async (name: string, ...options: string[]): Promise<Record<string, Buffer>> => {
    const out = join(folder, name);
    const outcome = await yagura(['simulate', '--endpoints', '5', '--start', '2026-01-19T09:00:00+09:00', '--out', out, ...options]).outcome;
    expect(outcome).toMatchObject({ code: 0 });
    return Object.fromEntries(readdirSync(out).sort().map((file) => [file, readFileSync(join(out, file))]));
  };

  it('writes the same bytes for the same seed and start, and others for another seed', async () => {
    const [first, second, other] = [await write('first', '--seed', '7'), await write('second', '--seed', '7'), await write('other', '--seed', '8')];
    expect(Object.keys(first)).toEqual(['endpoint.jsonl', 'gateway.log', 'network.jsonl']);
    expect(second).toEqual(first);
    expect(other['endpoint.jsonl']).not.toEqual(first['endpoint.jsonl']);
  });

  it.each([[['--start', 'yesterday'], /--start "yesterday" is not a time/], [['--endpoints', '0'], /endpoints must be a whole number from 1/]])('refuses %j in one line', async (options, said) => {
    const { code, stderr } = await yagura(['simulate', '--out', join(folder, 'never'), ...options]).outcome;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^yagura: .+\n$/);
    expect(stderr).toMatch(said);
  });
});
