import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { rsyslog } from '@/components/sources/set-up/rsyslog';
import { targetOf } from '@/components/sources/set-up/set-up';
import { createSource } from '@/lib/settings/create-source';
import { sourceArrivals } from '@/lib/settings/source-arrivals';
import { RSYSLOGD, runRsyslog } from '../../e2e/support/rsyslog';
import { startRouteServer } from '../../support/route-server';
import { newTenant, withDatabase } from '../../support/database';

withDatabase();

describe.skipIf(!existsSync(RSYSLOGD))('rsyslog with the configuration that the console shows (skipped where it is not installed)', () => {
  it('delivers its messages, which are understood as what they are', async () => {
    const { ctx } = await newTenant(), source = await createSource(ctx(), { name: 'Servers', product: 'rsyslog' });
    const server = await startRouteServer();
    const daemon = await runRsyslog(rsyslog.variants[0].text(targetOf(server.url, source.ingestToken)));
    try {
      await daemon.send('<38>1 2026-11-23T10:00:00+09:00 srv-1 sshd 77 - - Accepted password for sato from 192.0.2.4 port 4242 ssh2');
      await daemon.send('<38>1 2026-11-23T10:00:01+09:00 srv-1 sudo 78 - - say "hi" \\ there');
      await vi.waitFor(async () => expect((await sourceArrivals(ctx(), { id: source.id })).received).toBe(2), { timeout: 20_000, interval: 200 });
      const { rejected, kinds, first } = await sourceArrivals(ctx(), { id: source.id });
      expect({ rejected, families: [...new Set(kinds.map(({ family }) => family))] }).toEqual({ rejected: 0, families: ['linux'] });
      expect(first?.fields).toEqual(expect.arrayContaining([{ name: 'endpointName', value: 'srv-1' }]));
    } finally {
      await daemon.stop();
      await server.close();
    }
  });
});
