import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Access } from '@/lib/notifications/model';
import type { Notice } from '@/lib/notifications/notice';
import { outboundSender } from '@/lib/notifications/outbound/send-request';
import { openReceiver } from '@/lib/notifications/receivers/open-receiver';
import { signatureOf } from '@/lib/notifications/receivers/webhook';
import { loopback } from './loopback';

const receiver = loopback();
const NOW = new Date('2026-11-23T01:02:03Z');

const notice: Notice = {
  key: 'key-1', event: 'opened', subject: 'WB-1-20261123-00001', heading: 'New alert · High · score 72', title: 'PsExec from PC-SATO <!channel> to *3* machines @here', severity: 'high',
  facts: [{ label: 'Where', value: 'PC-SATO & SRV_FILE' }, { label: 'Who', value: 'KOYAMA\\sato' }], linesLabel: 'First steps', lines: [{ text: '1. sato ran psexec.exe <b>' }, { text: 'more', url: 'https://console.example/workbench' }],
  linkLabel: 'Open in Yagura', url: 'https://console.example/workbench/WB-1-20261123-00001', data: { alert: { id: 'WB-1-20261123-00001', score: 72 } },
};

const open = (access: Access) => openReceiver(access, {
  send: outboundSender({ allowPrivate: true }), services: { slack: `${receiver.url()}/api`, lineWorksAuth: `${receiver.url()}/auth`, lineWorks: `${receiver.url()}/works/v1.0` }, now: () => NOW, allowPrivate: true,
});
const hook = (channel: 'slack_webhook' | 'teams' | 'mattermost_webhook' | 'discord') => open({ channel, config: {}, secret: { url: `${receiver.url()}/hooks/T0/secretpart?thread_id=7` } });

describe('Slack', () => {
  it('gets blocks with a plain fallback from an incoming webhook, with nothing in them that could call a channel', async () => {
    receiver.reply(() => ({ body: 'ok' }));
    expect(await hook('slack_webhook').post(notice)).toEqual({ ref: null, status: 200, answer: 'HTTP 200: ok' });
    const [{ method, path, headers, json, text } = { json: {} as Record<string, unknown>, headers: {} as Record<string, string>, method: '', path: '', text: '' }] = receiver.asked;
    expect({ method, path, type: headers['content-type'] }).toEqual({ method: 'POST', path: '/hooks/T0/secretpart?thread_id=7', type: 'application/json; charset=utf-8' });
    expect(json).toMatchObject({
      text: expect.stringContaining('New alert'), unfurl_links: false,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: notice.heading } }, { type: 'section', text: { type: 'mrkdwn', text: expect.stringContaining(`<${notice.url}|PsExec from PC-SATO &lt;!channel&gt;`) } },
        { type: 'section', fields: [{ type: 'mrkdwn', text: '*Where*\nPC-SATO &amp; SRV_FILE' }, { type: 'mrkdwn' }] }, { type: 'section' }, { type: 'section', text: { text: `<${notice.url}|Open in Yagura>` } },
      ],
    });
    expect(text).not.toContain('<!channel>');
  });

  it('gets one message from a bot, edited in place by its channel and time', async () => {
    receiver.reply(() => ({ body: { ok: true, channel: 'C024BE91L', ts: '1503435956.000247' } }));
    const bot = open({ channel: 'slack_bot', config: { channel: '#soc' }, secret: { token: 'xoxb-very-secret' } });
    const { ref } = await bot.post(notice);
    expect(ref).toBe('C024BE91L:1503435956.000247');
    await bot.edit?.(ref ?? '', { ...notice, heading: 'Alert closed' });
    expect(receiver.asked.map(({ path, headers, json }) => ({ path, auth: headers['authorization'], channel: json['channel'], ts: json['ts'] }))).toEqual([
      { path: '/api/chat.postMessage', auth: 'Bearer xoxb-very-secret', channel: '#soc', ts: undefined }, { path: '/api/chat.update', auth: 'Bearer xoxb-very-secret', channel: 'C024BE91L', ts: '1503435956.000247' },
    ]);
    expect(receiver.asked[1]?.json['blocks']).toBeInstanceOf(Array);
  });

  it.each([['ratelimited', 'retry'], ['invalid_auth', 'permanent'], ['message_not_found', 'gone']])('says %s with 200: that is %s', async (error, kind) => {
    receiver.reply(() => ({ body: { ok: false, error } }));
    await expect(open({ channel: 'slack_bot', config: { channel: 'C1' }, secret: { token: 't0ken-secret' } }).post(notice)).rejects.toMatchObject({ kind, message: `Slack: ${error}` });
  });

  it('finds what an earlier try left in the channel', async () => {
    receiver.reply(() => ({ body: { ok: true, messages: [{ ts: '1.1' }, { ts: '2.2', metadata: { event_type: 'yagura_notification', event_payload: { key: 'key-1' } } }] } }));
    const bot = open({ channel: 'slack_bot', config: { channel: 'C1' }, secret: { token: 't0ken-secret' } });
    expect(await bot.find?.('key-1', NOW)).toBe('C1:2.2');
    expect(await bot.find?.('other', NOW)).toBeNull();
  });
});

describe('Microsoft Teams', () => {
  it('gets one Adaptive Card in a message, as a workflow wants it', async () => {
    receiver.reply(() => ({ status: 202 }));
    expect(await hook('teams').post(notice)).toMatchObject({ ref: null, status: 202 });
    expect(receiver.asked[0]?.json).toMatchObject({
      type: 'message',
      attachments: [{
        contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null,
        content: {
          type: 'AdaptiveCard', version: '1.4', $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', actions: [{ type: 'Action.OpenUrl', title: 'Open in Yagura', url: notice.url }],
          body: [{ type: 'TextBlock', color: 'warning' }, { type: 'TextBlock', text: expect.stringContaining('\\*3\\*') }, { type: 'FactSet', facts: [{ title: 'Where', value: 'PC-SATO & SRV\\_FILE' }, { title: 'Who', value: 'KOYAMA\\\\sato' }] }, {}, {}, {}],
        },
      }],
    });
  });

  it('stays below 28 KB whatever the texts are', async () => {
    const long = 'あ'.repeat(50_000);
    await hook('teams').post({ ...notice, title: 'あ'.repeat(250), facts: Array.from({ length: 5 }, () => ({ label: 'x', value: 'あ'.repeat(400) })), lines: Array.from({ length: 4 }, () => ({ text: long.slice(0, 400) })) });
    expect(Buffer.byteLength(receiver.asked[0]?.text ?? '')).toBeLessThan(28_000);
  });
});

describe('Mattermost', () => {
  it('gets an attachment from an incoming webhook, in which nobody is called by name', async () => {
    await hook('mattermost_webhook').post(notice);
    expect(receiver.asked[0]?.json).toMatchObject({ attachments: [{ fallback: expect.stringContaining('New alert'), color: '#d9622b', title_link: notice.url, fields: [{ short: true, title: 'Where', value: 'PC-SATO & SRV\\_FILE' }, {}] }] });
    const [attachment] = (receiver.asked[0]?.json ?? {})['attachments'] as { title: string }[];
    expect(attachment?.title).not.toContain('@here');
  });

  it('gets one post from a bot, edited in place, and is asked for what an earlier try left', async () => {
    receiver.reply(({ method }) => (method === 'GET' ? { body: { order: ['p1'], posts: { p1: { id: 'p1', props: { yagura_key: 'key-1' } } } } } : { status: method === 'POST' ? 201 : 200, body: { id: 'p1' } }));
    const bot = open({ channel: 'mattermost_bot', config: { server: `${receiver.url()}/chat/`, channel: 'abc123' }, secret: { token: 'mm-very-secret' } });
    expect(await bot.post(notice)).toMatchObject({ ref: 'p1' });
    expect(await bot.edit?.('p1', notice)).toMatchObject({ ref: 'p1' });
    await bot.reply?.('p1', notice);
    expect(receiver.asked.pop()).toMatchObject({ path: '/chat/api/v4/posts', json: { channel_id: 'abc123', root_id: 'p1', message: expect.stringContaining('New alert') } });
    expect(await bot.find?.('key-1', NOW)).toBe('p1');
    expect(receiver.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /chat/api/v4/posts', 'PUT /chat/api/v4/posts/p1/patch', `GET /chat/api/v4/channels/abc123/posts?since=${NOW.getTime()}`]);
    expect(receiver.asked[0]).toMatchObject({ headers: { authorization: 'Bearer mm-very-secret' }, json: { channel_id: 'abc123', props: { yagura_key: 'key-1', attachments: [{}] } } });
  });
});

describe('Discord', () => {
  it('gets one embed, waits for its id, is edited under it, and mentions nobody', async () => {
    receiver.reply(() => ({ body: { id: '99' } }));
    const bot = hook('discord');
    expect(await bot.post(notice)).toMatchObject({ ref: '99' });
    await bot.edit?.('99', notice);
    expect(receiver.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /hooks/T0/secretpart?thread_id=7&wait=true', 'PATCH /hooks/T0/secretpart/messages/99?thread_id=7']);
    expect(receiver.asked[0]?.json).toMatchObject({ allowed_mentions: { parse: [] }, embeds: [{ url: notice.url, color: 0xd9622b, title: expect.stringContaining('\\*3\\*'), fields: [{ name: 'Where', inline: true }, {}] }] });
  });
  it('may have lost the message: then it is gone, and only then', async () => {
    receiver.reply(() => ({ status: 404, body: { code: 10_008 } }));
    await expect(hook('discord').edit?.('99', notice)).rejects.toMatchObject({ kind: 'gone' });
    await expect(hook('discord').post(notice)).rejects.toMatchObject({ kind: 'permanent', status: 404 });
  });
});

describe('LINE WORKS', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it('gets a text into the channel from a bot that signs in as a service account, once for several messages', async () => {
    receiver.reply(({ path }) => (path.startsWith('/auth') ? { body: { access_token: 'at-1', token_type: 'Bearer', expires_in: '86400', scope: 'bot.message' } } : { status: 201 }));
    const bot = open({ channel: 'line_works', config: { clientId: 'cid', serviceAccount: 'abc.serviceaccount@koyama', botId: '2000001', channel: '12345a12-b12c' }, secret: { clientSecret: 'client-secret', privateKey: pem } });
    await bot.post(notice);
    await bot.post({ ...notice, title: 'x'.repeat(5_000) });
    expect(receiver.asked.map(({ path }) => path)).toEqual(['/auth/oauth2/v2.0/token', '/works/v1.0/bots/2000001/channels/12345a12-b12c/messages', '/works/v1.0/bots/2000001/channels/12345a12-b12c/messages']);
    const form = new URLSearchParams(receiver.asked[0]?.text), [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    expect(Object.fromEntries([...form].filter(([name]) => name !== 'assertion'))).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: 'cid', client_secret: 'client-secret', scope: 'bot.message' });
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' });
    const { iss, sub, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    expect({ iss, sub, iat }).toEqual({ iss: 'cid', sub: 'abc.serviceaccount@koyama', iat: NOW.getTime() / 1_000 });
    expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(3_600);
    expect(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url')).toBe(true);
    expect(receiver.asked[1]).toMatchObject({ headers: { authorization: 'Bearer at-1' }, json: { content: { type: 'text', text: expect.stringContaining(notice.url) } } });
    const { text } = (receiver.asked[2]?.json ?? {})['content'] as { text: string };
    expect(text.length).toBeLessThanOrEqual(2_000);
  });
});

describe('any system', () => {
  it('gets JSON that is signed together with its time, under a key that is the same for every try', async () => {
    const target = open({ channel: 'webhook', config: {}, secret: { url: `${receiver.url()}/in`, key: 'a key of sixteen or more' } });
    await target.post(notice);
    await target.post(notice);
    const [first, second] = receiver.asked;
    expect(first?.headers['x-yagura-timestamp']).toBe(String(NOW.getTime() / 1_000));
    expect(first?.headers['x-yagura-signature']).toBe(signatureOf('a key of sixteen or more', String(NOW.getTime() / 1_000), first?.text ?? ''));
    expect(first?.headers['idempotency-key']).toBe('key-1');
    expect(second?.headers['idempotency-key']).toBe('key-1');
    expect(first?.json).toMatchObject({ version: 1, id: 'key-1', event: 'opened', subject: notice.subject, severity: 'high', title: notice.title, url: notice.url, alert: { score: 72 } });
  });
  it.each([[429, 'retry'], [408, 'retry'], [500, 'retry'], [503, 'retry'], [400, 'permanent'], [401, 'permanent'], [404, 'permanent'], [410, 'permanent'], [302, 'permanent']])('that answers %d: %s', async (status, kind) => {
    receiver.reply(() => ({ status, headers: { 'retry-after': '7', location: '/elsewhere' }, body: 'no' }));
    await expect(open({ channel: 'webhook', config: {}, secret: { url: `${receiver.url()}/in`, key: 'k'.repeat(16) } }).post(notice)).rejects.toMatchObject({ kind, status, retryAfterMs: 7_000 });
    expect(receiver.asked).toHaveLength(1);
  });
});
