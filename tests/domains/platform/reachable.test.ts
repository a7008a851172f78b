import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockedAt, isOpenToAll, sharedTmp } from '../../../lib/platform/database/reachable';
import { dataFolder, SYSTEM_FOLDER } from '../../../lib/platform/paths';

describe('folders that the database’s user must enter', () => {
  let top: string, inner: string;
  const before = { root: process.env['YAGURA_ROOT'], data: process.env['YAGURA_DATA'] };

  beforeAll(() => {
    top = mkdtempSync(join(sharedTmp(), 'yagura-closed-'));
    inner = join(top, 'checkout', '.data');
    mkdirSync(inner, { recursive: true });
    chmodSync(top, 0o700);
  });
  afterAll(() => {
    rmSync(top, { recursive: true, force: true });
    for (const [name, value] of [['YAGURA_ROOT', before.root], ['YAGURA_DATA', before.data]] as const) if (value === undefined) delete process.env[name]; else process.env[name] = value;
  });

  it('are named when another user may not pass, and not to their owner', () => {
    expect(blockedAt(inner, 12_345)).toBe(top);
    expect(blockedAt(inner, undefined)).toBeUndefined();
    chmodSync(top, 0o711);
    expect(blockedAt(inner, 12_345)).toBeUndefined();
    chmodSync(top, 0o700);
  });

  it.skipIf(process.getuid?.() !== 0)('are replaced by one below /var/lib when root’s checkout is closed, unless somebody named one', () => {
    delete process.env['YAGURA_DATA'];
    process.env['YAGURA_ROOT'] = join(top, 'checkout');
    expect(isOpenToAll(join(top, 'checkout'))).toBe(false);
    expect(dataFolder().startsWith(`${SYSTEM_FOLDER}/`)).toBe(true);
    process.env['YAGURA_DATA'] = inner;
    expect(dataFolder()).toBe(inner);
  });
});
