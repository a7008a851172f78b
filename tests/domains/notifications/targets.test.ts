import { describe, expect, it } from 'vitest';
import { POST as postTarget } from '@/app/api/console/notifications/targets/route';
import { changeTarget } from '@/lib/notifications/change-target';
import { createTarget } from '@/lib/notifications/create-target';
import { deleteTarget } from '@/lib/notifications/delete-target';
import { listOutbox } from '@/lib/notifications/list-outbox';
import { listTargets } from '@/lib/notifications/list-targets';
import { noteExpiringExceptions } from '@/lib/notifications/note-expiring-exceptions';
import { resendNotifications } from '@/lib/notifications/resend-notifications';
import { SERVICES } from '@/lib/notifications/receivers/receiver';
import { testTarget } from '@/lib/notifications/test-target';
import { changeAlert } from '@/lib/alerts/change-alert';
import { createException } from '@/lib/exceptions/create-exception';
import { markSilentSources } from '@/lib/settings/mark-silent-sources';
import { ROLES, type Role } from '@/lib/platform/permissions';
import { newSource } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';
import { loopback } from './loopback';
import { newOffice } from './outbox-support';

const db = withDatabase();
const receiver = loopback();
const deps = { random: () => 1, consoleUrl: 'https://console.example', services: SERVICES };
const teams = (more: object = {}) => ({ name: 'SOC', channel: 'teams', config: {}, secret: { url: 'https://hooks.example.com/workflows/very-secret-part' }, ...more });
const settings = { minSeverity: 'low', events: ['opened', 'grew', 'raised', 'assigned', 'closed', 'source_silent', 'exception_expiring'] };

describe('who may', () => {
  const WRITERS: readonly Role[] = ['Master Administrator', 'Operator'], READERS: readonly Role[] = [...WRITERS, 'Senior Analyst', 'Auditor', 'Analyst'];
  it.each(ROLES)('%s', async (role) => {
    const { ctx } = await newTenant(), { id } = await createTarget(ctx(), teams({ allowPrivate: true, secret: { url: receiver.url() } }));
    const expectRight = async (may: boolean, done: Promise<unknown>): Promise<void> => (may ? void (await done) : expect(done).rejects.toMatchObject({ code: 'forbidden' }));
    await expectRight(READERS.includes(role), listTargets(ctx(role)));
    await expectRight(READERS.includes(role), listOutbox(ctx(role)));
    await expectRight(WRITERS.includes(role), createTarget(ctx(role), teams()));
    await expectRight(WRITERS.includes(role), testTarget(ctx(role), id, deps));
    await expectRight(WRITERS.includes(role), resendNotifications(ctx(role), { ids: 'all' }));
    await expectRight(role === 'Master Administrator', createTarget(ctx(role), teams({ allowPrivate: true })));
    await expectRight(WRITERS.includes(role), deleteTarget(ctx(role), id));
  });

  it('point a target that may be on a private network elsewhere: only who may allow that', async () => {
    const { ctx } = await newTenant(), { id } = await createTarget(ctx(), teams({ allowPrivate: true }));
    const rest = { name: 'SOC', allowPrivate: true, config: {}, settings: {} };
    await changeTarget(ctx('Operator'), id, { ...rest, name: 'Renamed', version: 1 });
    await expect(changeTarget(ctx('Operator'), id, { ...rest, version: 2, secret: { url: 'http://10.0.0.1/' } })).rejects.toMatchObject({ code: 'forbidden' });
    await changeTarget(ctx('Operator'), id, { ...rest, allowPrivate: false, version: 2, secret: { url: 'https://hooks.example.com/other-secret' } });
    await expect(changeTarget(ctx('Operator'), id, { ...rest, version: 3 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('see another tenant’s targets: nobody', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()], { id } = await createTarget(foreign.ctx(), teams());
    expect(await listTargets(own.ctx())).toEqual([]);
    const verbs = [() => deleteTarget(own.ctx(), id), () => testTarget(own.ctx(), id, deps), () => changeTarget(own.ctx(), id, { name: 'x', version: 1, config: {}, settings: {} })];
    for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a key', () => {
  it('is in no table, no answer and no audit entry in clear, and opens for its own tenant only', async () => {
    const { ctx, tenantId } = await newTenant(), other = await newTenant();
    const secrets = ['very-secret-part', 'xoxb-a-secret-token', 'smtp-secret-pass', 'signing-secret-key'];
    await createTarget(ctx(), teams());
    await createTarget(ctx(), { name: 'bot', channel: 'slack_bot', config: { channel: 'C1' }, secret: { token: secrets[1] } });
    await createTarget(ctx(), { name: 'mail', channel: 'email', config: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'soc', from: 'soc@example.com', to: ['team@example.com'] }, secret: { password: secrets[2] } });
    const { id } = await createTarget(ctx(), { name: 'hook', channel: 'webhook', config: {}, secret: { url: 'https://example.com/very-secret-part', key: secrets[3] } });
    await changeTarget(ctx(), id, { name: 'hook', version: 1, config: {}, settings: {}, secret: { url: 'https://example.com/very-secret-part', key: secrets[3] } });
    const answers = JSON.stringify([await listTargets(ctx()), await listOutbox(ctx())]);
    for (const secret of secrets) {
      expect(answers).not.toContain(secret);
      for (const table of ['notification_target', 'notification_outbox', 'notification_message', 'audit']) expect(await db.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE $1 OR t::text LIKE $2`, [`%${secret}%`, `%${Buffer.from(secret).toString('hex')}%`])).toEqual([]);
    }
    const { id: copy } = await createTarget(other.ctx(), teams());
    await db.sql('UPDATE notification_target SET secret = (SELECT secret FROM notification_target WHERE tenant_id = $1 AND channel = $2) WHERE tenant_id = $3', [tenantId, 'teams', other.tenantId]);
    await expect(testTarget(other.ctx(), copy, deps)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('goes to the server that it was given for only', async () => {
    const { ctx } = await newTenant();
    const mail = { host: 'smtp.example.com', port: 465, security: 'tls', user: 'soc', from: 'soc@example.com', to: ['team@example.com'] };
    const { id } = await createTarget(ctx(), { name: 'mail', channel: 'email', config: mail, secret: { password: 'smtp-secret-pass' } });
    await expect(changeTarget(ctx(), id, { name: 'mail', version: 1, settings: {}, config: { ...mail, host: 'smtp.elsewhere.example' } })).rejects.toMatchObject({ code: 'bad_request', fields: { secret: expect.any(String) } });
    await changeTarget(ctx(), id, { name: 'mail', version: 1, settings: {}, config: { ...mail, to: ['other@example.com'] } });
  });

  it('that a receiver repeats is cut out of its answer', async () => {
    receiver.reply(({ path }) => ({ status: 403, body: `no: ${path}` }));
    const { ctx } = await newTenant(), { id } = await createTarget(ctx(), teams({ allowPrivate: true, secret: { url: `${receiver.url()}/workflows/very-secret-part` } }));
    expect(await testTarget(ctx(), id, deps)).toEqual({ delivered: false, status: 403, answer: 'HTTP 403: no: [cut]' });
  });
});

describe('the test message', () => {
  it('is really sent, and says what the receiver said', async () => {
    receiver.reply(() => ({ status: 202, body: 'accepted by flow' }));
    const { ctx } = await newTenant(), { id } = await createTarget(ctx(), teams({ allowPrivate: true, secret: { url: `${receiver.url()}/workflows/x` }, settings: { language: 'ja' } }));
    expect(await testTarget(ctx(), id, deps)).toEqual({ delivered: true, status: 202, answer: 'HTTP 202: accepted by flow' });
    expect(receiver.asked[0]?.text).toContain('テストメッセージ');
  });
  it('to a private address is refused unless an administrator allowed it', async () => {
    const { ctx } = await newTenant(), { id } = await createTarget(ctx('Operator'), teams({ secret: { url: `${receiver.url()}/workflows/x` } }));
    expect(await testTarget(ctx('Operator'), id, deps)).toMatchObject({ delivered: false, status: null });
    expect(receiver.asked).toEqual([]);
  });
});

describe('a target', () => {
  it.each([
    ['of no kind', { channel: 'pager' }], ['without an address', { secret: {} }], ['with an address of another protocol', { secret: { url: 'file:///etc/passwd' } }], ['with more keys than its kind has', { secret: { url: 'https://example.com', token: 'x' } }],
    ['without news', { settings: { events: [] } }], ['in no time zone', { settings: { timeZone: 'Mars/Olympus' } }], ['with quiet hours that are none', { settings: { quiet: { from: '08:00', to: '08:00' } } }],
    ['with a header in its name', { name: 'a\r\nBcc: x@example.com' }], ['with a digest every minute', { settings: { digest: { kind: 'every', minutes: 1 } } }],
  ])('%s cannot be made', async (_, change) => {
    await expect(createTarget((await newTenant()).ctx(), teams(change))).rejects.toMatchObject({ code: 'bad_request' });
  });
  it('is changed by one person at a time', async () => {
    const { ctx } = await newTenant(), { id } = await createTarget(ctx(), teams()), input = { name: 'x', version: 1, config: {}, settings: {} };
    expect(await changeTarget(ctx(), id, input)).toEqual({ version: 2 });
    await expect(changeTarget(ctx(), id, input)).rejects.toMatchObject({ code: 'condition_not_met' });
  });
  it('cannot be made without signing in', async () => {
    const response = await postTarget(new Request('http://localhost/api/console/notifications/targets', { method: 'POST', body: '{}' }), { params: Promise.resolve({}) });
    expect(response.status).toBe(401);
  });
});

describe('what people decide about an alert', () => {
  it('is told in the transaction of the decision: who it was given to, how it was closed', async () => {
    const { target, alert, deliver, ctx, tenantId } = await newOffice(db, receiver.url());
    await target('webhook', settings);
    const id = await alert(1), [user] = await db.sql<{ id: number }>(`INSERT INTO "user" (name, email, updated_at) VALUES ('Ken Mori', $1, now()) RETURNING id`, [`ken-${tenantId}@example.com`]);
    await db.sql(`INSERT INTO membership (tenant_id, user_id, role, created_at) VALUES ($1, $2, 'Analyst', now())`, [tenantId, user?.id]);
    await changeAlert(ctx, id, { ownerId: user?.id });
    await deliver();
    await changeAlert(ctx, id, { status: 'closed', finding: 'false_positive' });
    await deliver();
    expect(receiver.asked.map(({ json }) => json['event'])).toEqual(['assigned', 'closed']);
    expect(receiver.asked[0]?.json).toMatchObject({ alert: { owner: 'Ken Mori' } });
    expect(receiver.asked[1]?.text).toContain('Closed: false positive');
  });
});

describe('what is not about an alert', () => {
  it('a silent source is told once, when it falls silent', async () => {
    const { target, deliver, job, tenantId, clock } = await newOffice(db, receiver.url());
    await target('webhook', settings);
    const { sourceId } = await newSource(tenantId);
    await db.sql("UPDATE source SET expected_every_seconds = 600, created_at = $2 WHERE id = $1", [sourceId, new Date(clock.now().getTime() - 3_600_000)]);
    await markSilentSources(job);
    await markSilentSources(job);
    await deliver();
    expect(receiver.asked.map(({ json }) => [json['event'], json['subject'], json['url']])).toEqual([['source_silent', `source:${sourceId}`, `https://console.example/settings/sources/${sourceId}`]]);
  });

  it('an exception that ends within a week is told once', async () => {
    const { target, deliver, job, ctx, clock } = await newOffice(db, receiver.url());
    await target('webhook', settings);
    await createException(ctx, { title: 'Backup', reason: 'asked', draft: { conditions: [{ property: 'processImage', operator: 'ends', values: ['x.exe'] }] }, days: 10 });
    expect(await noteExpiringExceptions(job)).toBe(0);
    clock.pass(4 * 86_400_000);
    expect(await noteExpiringExceptions(job)).toBe(1);
    await deliver();
    expect(await noteExpiringExceptions(job)).toBe(0);
    expect(receiver.asked[0]?.json).toMatchObject({ event: 'exception_expiring', title: expect.stringContaining('Backup') });
  });
});
