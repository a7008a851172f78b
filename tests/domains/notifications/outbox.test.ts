import { describe, expect, it } from 'vitest';
import { claimDelivery, LEASE_MS } from '@/lib/notifications/claim-delivery';
import { listOutbox } from '@/lib/notifications/list-outbox';
import { listTargets } from '@/lib/notifications/list-targets';
import { noteAlertChanges } from '@/lib/notifications/note-alert-changes';
import { releaseExpired } from '@/lib/notifications/outbox-store';
import { resendNotifications } from '@/lib/notifications/resend-notifications';
import { tenantTx } from '@/lib/platform/tx';
import { withDatabase } from '../../support/database';
import { loopback } from './loopback';
import { newOffice } from './outbox-support';

const db = withDatabase();
const receiver = loopback();
const office = () => newOffice(db, receiver.url());
const ALL = { minSeverity: 'low', events: ['opened', 'grew', 'raised', 'assigned', 'closed', 'source_silent', 'exception_expiring'] };
const slackOk = () => receiver.reply(({ path }) => ({ body: path.includes('history') ? { ok: true, messages: [] } : { ok: true, channel: 'C1', ts: `${receiver.asked.length}.0` } }));
const calls = () => receiver.asked.map(({ path }) => path.split('?')[0]);
const MINUTE_MS = 60_000, HOUR_MS = 60 * MINUTE_MS;

describe('the outbox', () => {
  it('tells what was committed, and nothing of what was rolled back', async () => {
    const { target, alert, note, deliver, rows, tenantId, job } = await office();
    await target('webhook', ALL);
    const id = await alert(1);
    await expect(tenantTx(tenantId, async (tx) => { await noteAlertChanges(tx, job, [{ alertId: id, event: 'opened', severity: 'high' }]); throw new Error('rolled back'); })).rejects.toThrow('rolled back');
    expect(await rows()).toEqual([]);
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await deliver();
    expect(receiver.asked.map(({ json }) => ({ event: json['event'], subject: json['subject'], url: json['url'] }))).toEqual([{ event: 'opened', subject: id, url: `https://console.example/workbench/${id}` }]);
    expect(await rows()).toMatchObject([{ state: 'delivered', outcome: 'posted', attempts: 1 }]);
  });

  it('keeps one message per alert and edits it as the alert grows, is raised, assigned and closed', async () => {
    slackOk();
    const { target, alert, note, set, deliver, clock } = await office();
    await target('slack_bot', ALL);
    const id = await alert(1);
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await deliver();
    await note({ alertId: id, event: 'grew', severity: 'high' });
    await note({ alertId: id, event: 'grew', severity: 'high' });
    clock.pass(10_000);
    await deliver();
    await set(id, { severity: 'critical', score: 95 });
    await note({ alertId: id, event: 'grew', severity: 'critical' });
    clock.pass(10_000);
    await deliver();
    await set(id, { status: 'closed', finding: 'true_positive' });
    await note({ alertId: id, event: 'closed', severity: 'critical' });
    await deliver();
    expect(calls()).toEqual(['/api/chat.postMessage', '/api/chat.update', '/api/chat.update', '/api/chat.postMessage', '/api/chat.update']);
    // What is more severe now is also said below the message: an edit calls nobody.
    expect(receiver.asked.slice(1).map(({ json }) => json['ts'] ?? `below ${String(json['thread_ts'])}`)).toEqual(['1.0', '1.0', 'below 1.0', '1.0']);
    expect(receiver.asked.map(({ json }) => String(json['text']).split(':')[0])).toEqual([
      'New alert · High · score 60', 'Alert has grown · High · score 60', 'Alert is more severe now · Critical · score 95', 'Alert is more severe now · Critical · score 95 · <https', 'Alert closed · Critical · score 95',
    ]);
  });

  it('posts anew when the message to edit is gone, and edits that one from then on', async () => {
    slackOk();
    const { target, alert, note, deliver, clock } = await office();
    await target('slack_bot', ALL);
    const id = await alert(1), grow = async () => { await note({ alertId: id, event: 'grew', severity: 'high' }); clock.pass(10_000); await deliver(); };
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await deliver();
    receiver.reply(({ path, json }) => ({ body: path.endsWith('update') && json['ts'] === '1.0' ? { ok: false, error: 'message_not_found' } : { ok: true, channel: 'C1', ts: '9.9' } }));
    await grow();
    await grow();
    expect(calls()).toEqual(['/api/chat.postMessage', '/api/chat.update', '/api/chat.postMessage', '/api/chat.update']);
    expect(receiver.asked[3]?.json['ts']).toBe('9.9');
  });

  it('tells a receiver that cannot edit of growth in a further message, at most four times an hour, and of what is more telling at once', async () => {
    const { target, alert, note, deliver, clock, set } = await office();
    await target('teams', ALL);
    const id = await alert(1);
    await note({ alertId: id, event: 'opened', severity: 'high' });
    for (let minute = 0; minute < 60; minute++) {
      await deliver();
      clock.pass(MINUTE_MS);
      await note({ alertId: id, event: 'grew', severity: 'high' });
    }
    expect(receiver.asked).toHaveLength(4);
    await set(id, { status: 'closed', finding: 'false_positive' });
    await note({ alertId: id, event: 'closed', severity: 'high' });
    await deliver();
    expect(receiver.asked).toHaveLength(5);
  });

  it('asks nobody about what is below the threshold, and takes an alert that grows over it as new', async () => {
    const { target, alert, note, deliver, set } = await office();
    await target('webhook', { minSeverity: 'high', events: ['opened'] });
    const id = await alert(1, 'low');
    await note({ alertId: id, event: 'opened', severity: 'low' });
    await deliver();
    expect(receiver.asked).toEqual([]);
    await set(id, { severity: 'high' });
    await note({ alertId: id, event: 'grew', severity: 'high' });
    await deliver();
    expect(receiver.asked.map(({ json }) => json['event'])).toEqual(['opened']);
  });

  it('tells what an alert is when it is told: an alert that was joined into another before is not told at all', async () => {
    const { target, alert, note, deliver, set, rows } = await office();
    await target('webhook', ALL);
    const [id, into] = [await alert(1), await alert(2)];
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await set(id, { merged_into: into });
    await note({ alertId: id, event: 'joined', severity: 'high' });
    await deliver();
    expect(receiver.asked).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'delivered', outcome: 'skipped' }]);
  });

  it('speaks the language of the target', async () => {
    const { target, alert, note, deliver } = await office();
    await target('webhook', { ...ALL, language: 'ja', timeZone: 'Asia/Tokyo' });
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    await deliver();
    expect(receiver.asked[0]?.json).toMatchObject({ heading: '新しいアラート・重大度 高・スコア 60', text: expect.stringContaining('経緯の最初の段階') });
  });
});

describe('a receiver that does not take it', () => {
  it('is asked again after longer and longer times, never before it said, and is put aside after ten tries', async () => {
    receiver.reply(() => ({ status: 503 }));
    const { target, alert, note, deliver, rows, clock, ctx } = await office();
    await target('webhook', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 10; attempt++) {
      await deliver();
      const [row] = await rows();
      if (row?.state === 'waiting') {
        waits.push((row.due_at.getTime() - clock.now().getTime()) / 1_000);
        clock.pass(row.due_at.getTime() - clock.now().getTime() - 1);
        expect(await deliver()).toBe(0);
        clock.pass(1);
      }
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 2_560]);
    expect(await rows()).toMatchObject([{ state: 'dead', attempts: 10, error: 'HTTP 503' }]);
    expect((await listTargets(ctx))[0]).toMatchObject({ failures: 10, lastError: 'HTTP 503', dead: 1, waiting: 0 });
    expect(await db.sql("SELECT 1 FROM audit WHERE tenant_id = $1 AND action = 'notification.put_aside'", [ctx.tenantId])).toHaveLength(1);
  });

  it('has its Retry-After honoured for everything that it is to be told', async () => {
    receiver.reply(() => ({ status: 429, headers: { 'retry-after': '120' } }));
    const { target, alert, note, deliver, clock } = await office();
    await target('webhook', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' }, { alertId: await alert(2), event: 'opened', severity: 'high' });
    await deliver();
    clock.pass(119_000);
    await deliver();
    expect(receiver.asked).toHaveLength(1);
    receiver.reply(() => ({}));
    clock.pass(1_000);
    await deliver();
    expect(receiver.asked).toHaveLength(3);
  });

  it('and refuses for good leaves a message that can be seen and sent again', async () => {
    receiver.reply(() => ({ status: 404, body: 'no such hook /hook/secret-path' }));
    const { target, alert, note, deliver, rows, ctx } = await office();
    await target('teams', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    await deliver();
    const { open } = await listOutbox(ctx);
    expect(open).toMatchObject([{ state: 'dead', attempts: 1, error: 'HTTP 404: no such hook [cut]' }]);
    receiver.reply(() => ({ status: 202 }));
    expect(await resendNotifications(ctx, { ids: [open[0]?.id] })).toEqual({ resent: 1 });
    await deliver();
    expect(await rows()).toMatchObject([{ state: 'delivered', outcome: 'posted', error: null }]);
    await expect(resendNotifications(ctx, { ids: [open[0]?.id] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does not hold up the other targets', async () => {
    receiver.reply(({ path }) => ({ status: path.startsWith('/in') ? 500 : 202 }));
    const { target, alert, note, deliver, rows } = await office();
    await target('webhook', ALL);
    await target('teams', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    await deliver();
    expect((await rows()).map(({ state }) => state)).toEqual(['waiting', 'delivered']);
  });
});

describe('a worker that is killed in the middle', () => {
  it('after it took a message and before it sent it: the message is sent when the lease is over, once', async () => {
    const { target, alert, note, deliver, clock, job } = await office();
    const targetId = await target('webhook', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    expect((await claimDelivery(job, targetId))?.rows).toHaveLength(1);
    await deliver();
    expect(receiver.asked).toEqual([]);
    clock.pass(LEASE_MS);
    await deliver();
    expect(receiver.asked).toHaveLength(1);
  });

  it('again and again: the message is put aside after ten times, where it can be seen', async () => {
    const { target, alert, note, rows, deliver, clock, job } = await office();
    const targetId = await target('webhook', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    for (let time = 1; time <= 10; time++) {
      await tenantTx(job.tenantId, (tx) => releaseExpired(tx, job.tenantId, clock.now()));
      expect(await claimDelivery(job, targetId)).toBeDefined();
      clock.pass(LEASE_MS);
    }
    expect(await deliver()).toBe(0);
    expect(await rows()).toMatchObject([{ state: 'dead', attempts: 10, events: ['opened'] }]);
  });

  it('after the receiver took it and before that was noted: a receiver that can be asked has it exactly once, and it is edited from then on', async () => {
    const channel: { ts: string; metadata: unknown }[] = [];
    receiver.reply(({ path, json }) => {
      if (path.startsWith('/api/conversations.history')) return { body: { ok: true, messages: channel } };
      if (path.endsWith('update')) return { body: { ok: true, channel: 'C1', ts: json['ts'] } };
      channel.push({ ts: `${channel.length + 1}.0`, metadata: json['metadata'] });
      return { after: 'cut' };
    });
    const { target, alert, note, deliver, clock, rows } = await office();
    await target('slack_bot', ALL);
    const id = await alert(1);
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await deliver();
    clock.pass(10_000);
    await deliver();
    expect(channel).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    await note({ alertId: id, event: 'closed', severity: 'high' });
    await deliver();
    expect(receiver.asked.at(-1)).toMatchObject({ path: '/api/chat.update', json: { channel: 'C1', ts: '1.0' } });
  });

  it('the same with any other receiver: it has it at least once, and each time under the same key', async () => {
    receiver.reply(() => (receiver.asked.length === 1 ? { after: 'cut' } : {}));
    const { target, alert, note, deliver, clock } = await office();
    await target('webhook', ALL);
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' });
    await deliver();
    clock.pass(10_000);
    await deliver();
    expect(receiver.asked).toHaveLength(2);
    expect(new Set(receiver.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('loses nothing that happened meanwhile: it is told after', async () => {
    slackOk();
    const { target, alert, note, set, deliver, clock, job } = await office();
    const targetId = await target('slack_bot', ALL), id = await alert(1);
    await note({ alertId: id, event: 'opened', severity: 'high' });
    await claimDelivery(job, targetId);
    await set(id, { status: 'closed', finding: 'true_positive' });
    await note({ alertId: id, event: 'closed', severity: 'high' });
    clock.pass(LEASE_MS);
    await deliver();
    expect(receiver.asked.filter(({ path }) => path.endsWith('postMessage')).map(({ json }) => String(json['text']).split(' · ')[0])).toEqual(['Alert closed']);
  });

  it('while another works: no message is sent by both', async () => {
    const { target, alert, note, deliver } = await office();
    await target('webhook', { ...ALL, perHour: 100 });
    for (let number = 1; number <= 8; number++) await note({ alertId: await alert(number), event: 'opened', severity: 'high' });
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(receiver.asked.map(({ json }) => json['subject']).sort()).toEqual([...new Set(receiver.asked.map(({ json }) => json['subject']))].sort());
    expect(receiver.asked).toHaveLength(8);
  });
});

describe('what must wait', () => {
  it('for the throttle is told in one message when there is room again, and nothing is lost', async () => {
    const { target, alert, note, deliver, clock, rows } = await office();
    await target('webhook', { ...ALL, perHour: 3 });
    for (let number = 1; number <= 10; number++) await note({ alertId: await alert(number), event: 'opened', severity: 'high' });
    await deliver();
    expect(receiver.asked).toHaveLength(3);
    expect((await rows()).filter(({ held }) => held === 'throttle')).toHaveLength(7);
    clock.pass(HOUR_MS - 1);
    await deliver();
    expect(receiver.asked).toHaveLength(3);
    clock.pass(1);
    await deliver();
    expect(receiver.asked).toHaveLength(4);
    const told = [...receiver.asked.slice(0, 3).map(({ json }) => json['subject']), ...((receiver.asked[3]?.json ?? {})['items'] as { subject: string }[]).map(({ subject }) => subject)];
    expect(new Set(told).size).toBe(10);
    expect((await rows()).every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('for the end of quiet hours on the target’s clock is told in one message then; what is critical comes through', async () => {
    const { target, alert, note, deliver, clock } = await office();
    // 12:00 in Tokyo.
    await target('webhook', { ...ALL, timeZone: 'Asia/Tokyo', quiet: { from: '11:00', to: '13:30' } });
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' }, { alertId: await alert(2), event: 'opened', severity: 'medium' }, { alertId: await alert(3, 'critical'), event: 'opened', severity: 'critical' });
    await deliver();
    expect(receiver.asked.map(({ json }) => json['severity'])).toEqual(['critical']);
    clock.pass(89 * MINUTE_MS);
    expect(await deliver()).toBe(0);
    clock.pass(MINUTE_MS);
    await deliver();
    expect(receiver.asked[1]?.json).toMatchObject({ event: 'digest', reasons: ['quiet'], items: [{}, {}] });
  });

  it('for a digest is told together at its time, alone as itself', async () => {
    const { target, alert, note, deliver, clock } = await office();
    await target('webhook', { ...ALL, digest: { kind: 'every', minutes: 30 } });
    await note({ alertId: await alert(1), event: 'opened', severity: 'high' }, { alertId: await alert(2), event: 'opened', severity: 'high' });
    expect(await deliver()).toBe(0);
    clock.pass(30 * MINUTE_MS);
    await deliver();
    expect(receiver.asked.map(({ json }) => json['event'])).toEqual(['digest']);
    await note({ alertId: await alert(3), event: 'opened', severity: 'high' });
    expect(await deliver()).toBe(0);
    clock.pass(30 * MINUTE_MS);
    await deliver();
    expect(receiver.asked.map(({ json }) => json['event'])).toEqual(['digest', 'opened']);
  });
});
