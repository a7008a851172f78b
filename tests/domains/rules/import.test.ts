import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyImport } from '../../../lib/rules/apply-import';
import { getRule } from '../../../lib/rules/get-rule';
import type { ImportSource } from '../../../lib/rules/import-source';
import { listRules } from '../../../lib/rules/list-rules';
import { previewImport } from '../../../lib/rules/preview-import';
import { ruleIndex } from '../../../lib/rules/rule-index';
import { saveOwnRule } from '../../../lib/rules/save-own-rule';
import { setOverlay } from '../../../lib/rules/set-overlay';
import { newTenant, withDatabase } from '../../support/database';
import { RULE_A, RULE_B, RULE_C, ruleText } from './support/rule-text';
import { makeZip, type ZipFile } from './support/zip';

const db = withDatabase();

const zip = (files: Record<string, string>): ImportSource => ({ kind: 'zip', bytes: makeZip(Object.entries(files).map(([name, content]): ZipFile => ({ name: `repo-1/${name}`, content }))) });
const set = { set: 'team rules' };
const first = { 'a.yml': ruleText({ id: RULE_A }), 'sub/b.yml': ruleText({ id: RULE_B }) };

describe('an import', () => {
  it('takes rules from a zip, with their author, and says so in the audit trail', async () => {
    const { ctx, tenantId } = await newTenant();
    const { counts } = await applyImport(ctx(), zip({ ...first, 'README.yml': 'name: nothing of Sigma' }), set);
    expect(counts).toEqual({ added: 2, updated: 0, unchanged: 0, removed: 0, conflict: 0, problems: 0, filesWithoutRules: 1 });
    expect(await getRule(ctx(), RULE_B)).toMatchObject({ origin: 'imported', originSet: 'team rules', author: 'Mori Hana', file: 'sub/b.yml', text: first['sub/b.yml'], enabled: true, edited: false });
    const audit = await db.sql<{ action: string; object_id: string; after: { added: number } }>('SELECT action, object_id, after FROM audit WHERE tenant_id = $1', [tenantId]);
    expect(audit).toEqual([{ action: 'rule.imported', object_id: 'team rules', after: expect.objectContaining({ added: 2, from: 'zip' }) }]);
  });

  it('done twice changes nothing, and keeps what the tenant decided about the rules', async () => {
    const { ctx } = await newTenant();
    await applyImport(ctx(), zip(first), set);
    await setOverlay(ctx(), RULE_A, { enabled: false, level: 'low' });
    const again = await applyImport(ctx(), zip(first), set);
    expect(again.counts).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ enabled: false, level: 'low', ruleLevel: 'high' });
    const next = ruleText({ id: RULE_A, title: 'Better', level: 'critical' });
    expect((await applyImport(ctx(), zip({ ...first, 'a.yml': next }), set)).counts).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ title: 'Better', enabled: false, level: 'low', ruleLevel: 'critical' });
    expect((await ruleIndex(ctx().tenantId)).get(RULE_A)).toMatchObject({ title: 'Better', level: 'low', author: 'Mori Hana' });
  });

  it('shows a conflict with all three texts, leaves the edited rule alone until somebody settles it, and then does as told', async () => {
    const { ctx } = await newTenant();
    await applyImport(ctx(), zip(first), set);
    const local = ruleText({ id: RULE_A, title: 'Edited here' }), upstream = ruleText({ id: RULE_A, title: 'Edited there' });
    await saveOwnRule(ctx(), RULE_A, { text: local });
    expect((await previewImport(ctx(), zip(first), set)).items).toContainEqual(expect.objectContaining({ id: RULE_A, change: 'unchanged', edited: true }));
    const preview = await previewImport(ctx(), zip({ ...first, 'a.yml': upstream }), set);
    expect(preview.items.find(({ id }) => id === RULE_A)).toMatchObject({ change: 'conflict', reason: 'edited' });
    expect(preview.texts[RULE_A]).toEqual({ upstreamOld: first['a.yml'], upstreamNew: upstream, local });
    for (let n = 0; n < 2; n++) {
      expect((await applyImport(ctx(), zip({ ...first, 'a.yml': upstream }), set)).counts).toMatchObject({ conflict: 1, unchanged: 1 });
      expect(await getRule(ctx(), RULE_A)).toMatchObject({ text: local, edited: true });
    }
    expect((await applyImport(ctx(), zip({ ...first, 'a.yml': upstream }), { ...set, resolve: { [RULE_A]: 'keep' } })).counts).toMatchObject({ conflict: 0, updated: 0, unchanged: 2 });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ text: local, upstreamText: upstream });
    const later = ruleText({ id: RULE_A, title: 'Once more' });
    expect((await applyImport(ctx(), zip({ ...first, 'a.yml': later }), { ...set, resolve: { [RULE_A]: 'take' } })).counts).toMatchObject({ conflict: 0, updated: 1, unchanged: 1 });
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ text: later, edited: false });
  });

  it('removes what upstream dropped, unless it was edited; its title stays for old detections, and its overlay for its return', async () => {
    const { ctx, tenantId } = await newTenant();
    await applyImport(ctx(), zip(first), set);
    await setOverlay(ctx(), RULE_B, { level: 'low' });
    const onlyA = { 'a.yml': first['a.yml'] };
    expect((await applyImport(ctx(), zip(onlyA), set)).counts).toMatchObject({ removed: 1, unchanged: 1 });
    await expect(getRule(ctx(), RULE_B)).rejects.toMatchObject({ code: 'not_found' });
    expect((await ruleIndex(tenantId)).get(RULE_B)).toMatchObject({ title: `Rule ${RULE_B}` });
    await applyImport(ctx(), zip(first), set);
    expect(await getRule(ctx(), RULE_B)).toMatchObject({ level: 'low' });
    await saveOwnRule(ctx(), RULE_B, { text: ruleText({ id: RULE_B, title: 'Ours now' }) });
    expect((await applyImport(ctx(), zip(onlyA), set)).counts).toMatchObject({ conflict: 1, removed: 0 });
    await applyImport(ctx(), zip(onlyA), { ...set, resolve: { [RULE_B]: 'keep' } });
    expect(await getRule(ctx(), RULE_B)).toMatchObject({ origin: 'own', title: 'Ours now' });
  });

  it('never takes over a rule of another set or of the tenant\'s own by itself', async () => {
    const { ctx } = await newTenant();
    await saveOwnRule(ctx(), undefined, { text: ruleText({ id: RULE_A, title: 'Mine' }) });
    await applyImport(ctx(), zip({ 'b.yml': first['sub/b.yml'] }), { set: 'other' });
    const preview = await previewImport(ctx(), zip(first), set);
    expect(preview.items.map(({ id, change, reason }) => [id, change, reason])).toEqual([[RULE_A, 'conflict', 'own'], [RULE_B, 'conflict', 'other-set']]);
    await applyImport(ctx(), zip(first), set);
    expect(await getRule(ctx(), RULE_A)).toMatchObject({ title: 'Mine', origin: 'own' });
    expect(await getRule(ctx(), RULE_B)).toMatchObject({ originSet: 'other' });
  });

  it('collects every broken rule with file, line and reason, and the others come in', async () => {
    const { ctx } = await newTenant();
    const files = {
      'good.yml': ruleText({ id: RULE_A }),
      'yaml.yml': `title: Broken\nid: ${RULE_B}\ndetection:\n  a: [1, 2\n`,
      'modifier.yml': ruleText({ id: RULE_C, detection: "  seen:\n    CommandLine|resembles: 'x'\n  condition: seen" }),
      'two.yml': `${ruleText({ id: '11111111-aaaa-4aaa-8aaa-00000000000d' })}---\n${ruleText({ id: '11111111-aaaa-4aaa-8aaa-00000000000e', detection: '  seen:\n    a: 1\n  condition: unseen' })}`,
      'twin.yml': ruleText({ id: RULE_A }),
    };
    const { counts, problems } = await applyImport(ctx(), zip(files), set);
    expect(counts).toMatchObject({ added: 5, problems: 4 });
    const places = problems.map(({ file, line, reason }) => [file, line, reason]);
    expect(places).toContainEqual(['modifier.yml', 14, 'unknown modifier "resembles"']);
    expect(places).toContainEqual(['twin.yml', 1, 'the id is already used by good.yml']);
    expect(places.find(([file]) => file === 'two.yml')?.[1]).toBe(32);
    expect(places.find(([file]) => file === 'yaml.yml')?.[2]).toMatch(/^invalid YAML/);
    const { rules, imports } = await listRules(ctx(), { errors: true });
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining([RULE_B, RULE_C]));
    expect(rules.every(({ kind, problems: own }) => kind === 'broken' && own.length > 0)).toBe(true);
    expect(imports).toEqual([expect.objectContaining({ originSet: 'team rules', problems })]);
  });

  it('refuses names that lead out of the archive, encrypted files and bombs, each by itself', async () => {
    const { ctx } = await newTenant();
    const bytes = makeZip([
      { name: 'good.yml', content: first['a.yml'] }, { name: '../../etc/evil.yml', content: first['sub/b.yml'] }, { name: '/root.yml', content: first['sub/b.yml'] },
      { name: 'secret.yml', content: 'x', encrypted: true }, { name: 'bomb.yml', content: new Uint8Array(8 * 1024 * 1024) }, { name: 'binary.yml', content: new Uint8Array([0xff, 0xfe, 0xfd]), stored: true },
    ]);
    const { counts, problems } = await applyImport(ctx(), { kind: 'zip', bytes }, set);
    expect(counts).toMatchObject({ added: 1 });
    expect(problems.map(({ file }) => file).sort()).toEqual(['../../etc/evil.yml', '/root.yml', 'binary.yml', 'bomb.yml', 'secret.yml']);
    expect(problems.find(({ file }) => file === 'bomb.yml')?.reason).toBe('the file inflates to more than 1048576 bytes');
    for (const damaged of [new Uint8Array(0), new TextEncoder().encode('no zip at all, however long it may be'), bytes.subarray(0, bytes.length - 40), bytes.subarray(300)])
      await expect(applyImport(ctx(), { kind: 'zip', bytes: damaged }, set)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('reads a folder on the server for those who administer the system, without following links', async () => {
    const { ctx } = await newTenant();
    const folder = mkdtempSync(join(tmpdir(), 'yagura-rules-'));
    try {
      mkdirSync(join(folder, 'windows'));
      mkdirSync(join(folder, '.git'));
      writeFileSync(join(folder, 'windows', 'a.yml'), first['a.yml']);
      writeFileSync(join(folder, '.git', 'c.yml'), ruleText({ id: RULE_C }));
      symlinkSync('/etc/hostname', join(folder, 'link.yml'));
      expect((await applyImport(ctx(), { kind: 'folder', path: folder }, set)).counts).toMatchObject({ added: 1, problems: 0 });
      expect(await getRule(ctx(), RULE_A)).toMatchObject({ file: 'windows/a.yml' });
      await expect(applyImport(ctx('Senior Analyst'), { kind: 'folder', path: folder }, set)).rejects.toMatchObject({ code: 'forbidden' });
    } finally { rmSync(folder, { recursive: true, force: true }); }
    await expect(applyImport(ctx(), { kind: 'folder', path: 'relative' }, set)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(applyImport(ctx(), { kind: 'folder', path: folder }, set)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('is for those who may change rules, and stays in its tenant', async () => {
    const own = await newTenant(), other = await newTenant();
    for (const role of ['Analyst', 'Auditor', 'SIEM', 'SOAR'] as const) {
      await expect(applyImport(own.ctx(role), zip(first), set)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(previewImport(own.ctx(role), zip(first), set)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await applyImport(own.ctx('Senior Analyst'), zip(first), set);
    await expect(getRule(other.ctx(), RULE_A)).rejects.toMatchObject({ code: 'not_found' });
    expect((await previewImport(other.ctx(), zip(first), set)).counts).toMatchObject({ added: 2 });
    expect((await ruleIndex(other.tenantId)).has(RULE_A)).toBe(false);
  });
});
