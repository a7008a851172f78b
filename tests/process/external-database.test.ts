import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { yagura } from './support/command';
import { DEBIAN_BIN, hasDebianPostgres, startDebianPostgres } from './support/debian-postgres';
import { newFolder } from './support/environment';
import { recordOffice } from './support/office';
import { Product } from './support/product';
import { TestTenant } from './support/tenant';

const cleanups: (() => unknown)[] = [];
afterEach(async () => { for (const clean of cleanups.splice(0).reverse()) await clean(); });

describe(`DATABASE_URL of a PostgreSQL 15${hasDebianPostgres ? '' : ` (skipped: no ${DEBIAN_BIN} here)`}`, () => {
  it.skipIf(!hasDebianPostgres)('carries tenants, records and alerts, starts no database of its own, and is left running at the end', async () => {
    const server = await startDebianPostgres();
    cleanups.push(server.stop);
    const office = await recordOffice({ endpoints: 20, days: 1 });
    cleanups.push(office.remove);
    const env = { DATABASE_URL: server.url, YAGURA_DATA: newFolder() };
    cleanups.push(() => rmSync(env.YAGURA_DATA, { recursive: true, force: true }));
    expect((await yagura(['migrate'], { env }).outcome).stderr).toBe('');

    const product = await Product.start({ data: env.YAGURA_DATA, env });
    cleanups.push(() => product.discard());
    const tenant = await TestTenant.create('Elsewhere', product.url, () => server.url, env);
    expect(await tenant.send(office.folder).outcome).toMatchObject({ code: 0, stderr: expect.stringContaining(`${office.records} stored, 0 rejected`) });
    await tenant.correlated();
    const [alert] = await tenant.alerts();
    expect(alert?.matchedRules[0]?.matchedFilters.length).toBeGreaterThan(3);

    expect(await product.stop()).toBe(0);
    expect(existsSync(join(product.data, 'postgres'))).toBe(false);
    expect(await server.answers()).toBe(true);
  });
});
