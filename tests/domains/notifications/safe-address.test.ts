import { describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { checkedAddresses, isPrivateAddress } from '@/lib/notifications/outbound/safe-address';
import { outboundSender } from '@/lib/notifications/outbound/send-request';

const REFUSED = [
  '127.0.0.1', '127.8.9.1', '0.0.0.0', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
  '::', '::1', 'fd00::1', 'fd00:ec2::254', 'fc00::1', 'fe80::1', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', 'no address',
];
/** Refused even where private networks are allowed: a cloud's metadata services, and forms that hide an IPv4 address. */
const NEVER = new Set(['0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', 'fe80::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', 'fd00:ec2::254']);
const ALLOWED = ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::8a'];

describe('an address on the public internet', () => {
  it.each(REFUSED)('is not %s', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(ALLOWED)('is %s', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('a name', () => {
  it.each(REFUSED.filter((address) => address !== 'no address'))('that resolves to %s is refused unless it was allowed', async (address) => {
    await expect(checkedAddresses('hooks.example', false, async () => [address])).rejects.toMatchObject({ name: 'PrivateAddressError' });
    if (NEVER.has(address)) await expect(checkedAddresses('hooks.example', true, async () => [address])).rejects.toMatchObject({ name: 'PrivateAddressError' });
    else expect(await checkedAddresses('hooks.example', true, async () => [address])).toEqual([address]);
  });
  it('is refused when only one of its addresses is private', async () => {
    await expect(checkedAddresses('hooks.example', false, async () => ['8.8.8.8', '10.0.0.1'])).rejects.toMatchObject({ name: 'PrivateAddressError' });
  });
  it('is an error when it has no address', async () => {
    await expect(checkedAddresses('hooks.example', true, async () => [])).rejects.toThrow('no address');
  });
});

describe('a request', () => {
  const spellings = ['http://127.0.0.1/', 'https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest/meta-data/', 'https://localhost/'];
  it.each(spellings)('to %s is refused before anything is connected', async (url) => {
    await expect(outboundSender({ allowPrivate: false })({ method: 'POST', url, body: '{}' })).rejects.toMatchObject({ name: 'PrivateAddressError' });
  });
  it('without TLS is refused, whatever its address', async () => {
    await expect(outboundSender({ allowPrivate: false, resolve: async () => ['8.8.8.8'] })({ method: 'POST', url: 'http://hooks.example/', body: '{}' })).rejects.toMatchObject({ name: 'PrivateAddressError' });
  });

  it('looks its name up once and connects to that address, follows no redirect, and gives up on what is too large or too slow', async () => {
    const asked: string[] = [];
    const server = createServer((incoming, outgoing) => {
      asked.push(`${incoming.headers.host} ${incoming.url}`);
      if (incoming.url === '/redirect') outgoing.writeHead(302, { location: '/stolen' }).end();
      else if (incoming.url === '/large') outgoing.end('x'.repeat(100_000));
      else if (incoming.url === '/slow') return;
      else outgoing.end('ok');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    let lookups = 0;
    const send = outboundSender({ allowPrivate: true, timeoutMs: 300, resolve: async () => { lookups++; return ['127.0.0.1']; } });
    const get = (path: string) => send({ method: 'GET', url: `http://receiver.example:${port}${path}` });
    expect(await get('/fine')).toMatchObject({ status: 200, text: 'ok' });
    expect(lookups).toBe(1);
    expect(await get('/redirect')).toMatchObject({ status: 302 });
    await expect(get('/large')).rejects.toThrow('larger than');
    await expect(get('/slow')).rejects.toThrow();
    expect(asked).toEqual(['fine', 'redirect', 'large', 'slow'].map((path) => `receiver.example:${port} /${path}`));
    server.closeAllConnections();
    server.close();
  });
});
