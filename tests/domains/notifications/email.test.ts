import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '@/lib/notifications/notice';
import { email } from '@/lib/notifications/receivers/email';
import { SERVICES } from '@/lib/notifications/receivers/receiver';

const folder = mkdtempSync(join(tmpdir(), 'yagura-mail-'));
let key = '', certificate = '';
let server: SMTPServer | undefined;
const letters: { text: string; user: string; to: string[]; secure: boolean }[] = [];

beforeAll(() => {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=mail.koyama.example', '-addext', 'subjectAltName=DNS:mail.koyama.example', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
  key = readFileSync(join(folder, 'key'), 'utf8');
  certificate = readFileSync(join(folder, 'cert'), 'utf8');
});
afterEach(() => { server?.close(); letters.length = 0; });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function listen(options: SMTPServerOptions = {}): Promise<number> {
  const made = new SMTPServer({
    key, cert: certificate, secure: true, onAuth: ({ username, password }, _session, done) => (password === 'right' ? done(null, { user: username }) : done(new Error('wrong'))),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => { text += part.toString('utf8'); });
      stream.on('end', () => { letters.push({ text, user: String(session.user), to: session.envelope.rcptTo.map(({ address }) => address), secure: session.secure }); done(); });
    }, ...options,
  });
  server = made;
  made.on('error', () => undefined); // clients that refuse the certificate hang up
  return new Promise((ready) => { const listening = made.listen(0, '127.0.0.1', () => ready((listening.address() as { port: number }).port)); });
}

const notice: Notice = {
  key: 'key-1', event: 'opened', subject: 'WB-1-20261123-00001', heading: '新しいアラート・重大度 高', title: 'PC-SATO で <b>不審な</b>操作\r\nBcc: thief@example.com', severity: 'high', facts: [{ label: '場所', value: 'PC-SATO' }], linesLabel: '経緯', lines: [{ text: '1. psexec' }],
  linkLabel: 'Yagura で開く', url: 'https://console.example/workbench/WB-1-20261123-00001', data: {},
};

const receiver = (port: number, { security = 'tls', password = 'right', authority = certificate, allowPrivate = true }: { security?: 'tls' | 'starttls'; password?: string; authority?: string; allowPrivate?: boolean } = {}) => email(
  { host: 'mail.koyama.example', port, security, user: 'soc', from: 'yagura@koyama.example', to: ['team@koyama.example', 'boss@koyama.example'] }, { password },
  { send: () => Promise.reject(new Error('mail uses no HTTP')), services: SERVICES, now: () => new Date(), allowPrivate, resolve: async () => ['127.0.0.1'], mailAuthority: authority },
);

describe('e-mail', () => {
  it.each(['tls', 'starttls'] as const)('goes out over %s, signed in, as text and as HTML, and its title cannot add a header', async (security) => {
    const port = await listen({ secure: security === 'tls' });
    const { ref, status } = await receiver(port, { security }).post(notice);
    expect({ status, ref }).toEqual({ status: 250, ref: expect.stringMatching(/^<[0-9a-f]{32}@koyama\.example>$/) });
    expect(letters).toMatchObject([{ user: 'soc', to: ['team@koyama.example', 'boss@koyama.example'], secure: true }]);
    const [head = '', ...body] = (letters[0]?.text ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(head).toContain(`Message-ID: ${ref}`);
    expect(body.join()).toContain('Content-Type: text/html');
    const decoded = body.join('\r\n').replace(/=\r\n/g, '').replace(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
    const base64 = [...(letters[0]?.text ?? '').matchAll(/base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g)].map((part) => Buffer.from(part[1] ?? '', 'base64').toString('utf8')).join();
    expect(decoded + base64).toContain('&lt;b&gt;不審な&lt;/b&gt;');
    expect(decoded + base64).toContain(notice.url);
  });

  it('has one thread per subject and the same id for every try', async () => {
    const to = receiver(await listen()), first = await to.post(notice), again = await to.post(notice);
    await to.post({ ...notice, key: 'key-2' }, first.ref ?? '');
    expect(again.ref).toBe(first.ref);
    expect(letters[2]?.text).toContain(`In-Reply-To: ${first.ref}`);
    expect(letters[2]?.text).toContain(`References: ${first.ref}`);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, {}, 'permanent'], ['a certificate of nobody known', { authority: '' }, {}, 'retry'], ['a server that is busy', {}, { onRcptTo: (_a, _s, done) => done(Object.assign(new Error('later'), { responseCode: 451 })) }, 'retry'],
    ['a recipient who does not exist', {}, { onRcptTo: (_a, _s, done) => done(Object.assign(new Error('who'), { responseCode: 550 })) }, 'permanent'],
    ['a server that offers no STARTTLS', { security: 'starttls' }, { secure: false, hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }, 'permanent'],
  ] as readonly [string, Parameters<typeof receiver>[1], SMTPServerOptions, string][])('is not delivered over %s', async (_, with_, options, kind) => {
    await expect(receiver(await listen(options), with_).post(notice)).rejects.toMatchObject({ name: 'DeliveryError', kind });
    expect(letters).toEqual([]);
  });

  it('does not go to a private network unless that was allowed', async () => {
    await expect(receiver(await listen(), { allowPrivate: false }).post(notice)).rejects.toMatchObject({ name: 'PrivateAddressError' });
  });
});
