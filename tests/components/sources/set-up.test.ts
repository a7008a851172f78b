import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GROUPS, PRODUCTS, SET_UPS, setUpOf } from '@/components/sources/set-up/catalogue';
import { targetOf, type Target, type Variant } from '@/components/sources/set-up/set-up';
import { SOURCE_PRODUCTS } from '@/lib/settings/model';

const TOKEN = 'ygi_1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const TARGET = targetOf('https://yagura.example', TOKEN, { tcp: 6514 });
const RSYSLOGD = '/usr/sbin/rsyslogd';
const VARIANTS = PRODUCTS.flatMap((product) => SET_UPS[product].variants.map((variant: Variant) => ({ product, variant, name: `${product}-${variant.id}` })));

describe('the set-up of a source', () => {
  it('exists for every product that a source can have, in a group that is shown', () => {
    expect([...PRODUCTS].sort()).toEqual([...SOURCE_PRODUCTS].sort());
    for (const product of PRODUCTS) expect(GROUPS).toContain(SET_UPS[product].group);
    expect(setUpOf('a product of an older release').variants.length).toBeGreaterThan(0);
  });

  it.each(VARIANTS)('$name is the text that was checked', async ({ name, variant }) => {
    await expect(`${variant.text(TARGET)}\n`).toMatchFileSnapshot(`set-ups/${name}.txt`);
  });

  it.each(VARIANTS)('$name names this console, and its token unless the sender is known by address', ({ product, variant }) => {
    const text = variant.text(TARGET);
    const secretApart = product === 'osquery';
    if (!secretApart || variant.id === 'flags') expect(text).toContain('yagura.example');
    const byAddress = variant.notes?.some((note) => note === 'syslogAddress' || note === 'relay') ?? false;
    expect(text.includes(TOKEN)).toBe(!byAddress && !(secretApart && variant.id === 'flags'));
  });

  it.each(VARIANTS.filter(({ variant }) => /\.ya?ml$/.test(variant.file ?? '')))('$name is YAML', ({ variant }) => {
    expect(Object.keys(parse(variant.text(TARGET)) as object).length).toBeGreaterThan(1);
  });

  it.each([['https://yagura.example', 443, true], ['http://yagura.example', 80, false], ['http://192.0.2.1:3000', 3000, false]] as const)('of %s spells the port out', (origin, port, tls) => {
    expect(targetOf(origin, TOKEN)).toMatchObject({ url: origin, port, tls });
  });
});

describe.skipIf(!existsSync(RSYSLOGD))('rsyslogd itself (skipped where it is not installed)', () => {
  const check = (text: string): { status: number | null; said: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'yagura-rsyslog-'));
    try {
      const file = join(folder, 'rsyslog.conf');
      writeFileSync(file, `global(workDirectory="${folder}")\n${text}\n`);
      const { status, stdout, stderr } = spawnSync(RSYSLOGD, ['-N1', '-f', file], { encoding: 'utf8', timeout: 20_000 });
      return { status, said: stdout + stderr };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const targets: readonly Target[] = [TARGET, targetOf('http://192.0.2.1:3000', TOKEN)];
  // omhttp is a module that distributions ship apart; where it is absent there is nothing to ask.
  const known = VARIANTS.filter(({ variant }) => variant.file?.startsWith('/etc/rsyslog.d/') && (variant.id !== 'omhttp' || check('module(load="omhttp")\n*.* /dev/null').status === 0));

  it.each(known)('takes the configuration $name', ({ variant }) => {
    for (const target of targets) expect(check(variant.text(target))).toMatchObject({ status: 0 });
  });

  it('would say what is wrong', () => {
    expect(check('action(type="omfwd" tarket="x")').status).not.toBe(0);
  });
});
