import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyImport } from '../../../lib/rules/apply-import';
import { listRules } from '../../../lib/rules/list-rules';
import { newTenant, withDatabase } from '../../support/database';
import { ndjson, newSource, processStart, send } from '../../ingest/sender';

const CORPUS = resolve('../shared/data/sigma');

// Needs ../shared; without it there is nothing to import.
describe.skipIf(!existsSync(CORPUS))('an import of every public Sigma rule', () => {
  const db = withDatabase();

  it('takes them in, lists each refusal with its place, and the next batch meets them all', async () => {
    const tenant = await newTenant();
    const before = performance.now();
    const { counts, problems } = await applyImport(tenant.ctx(), { kind: 'folder', path: CORPUS }, { set: 'sigma' });
    const imported = performance.now();
    const again = await applyImport(tenant.ctx(), { kind: 'folder', path: CORPUS }, { set: 'sigma' });
    const listed = performance.now();
    const list = await listRules(tenant.ctx());
    const after = performance.now();
    console.log(`import ${Math.round(imported - before)} ms, again ${Math.round(listed - imported)} ms, list ${Math.round(after - listed)} ms: ${JSON.stringify(counts)}`);
    for (const { severity, file, line, reason } of problems) console.log(`${severity} ${file}:${line} ${reason}`);
    expect(counts.added).toBeGreaterThan(3_000);
    expect(again.counts).toMatchObject({ added: 0, updated: 0, removed: 0, conflict: 0, unchanged: counts.added });
    expect(problems.every(({ file, line, reason }) => file !== '' && line > 0 && reason !== '')).toBe(true);
    expect(list.total).toBeGreaterThanOrEqual(counts.added);
    const source = await newSource(tenant.tenantId);
    const sent = performance.now();
    await send(source, ndjson([processStart(1, { Image: 'C:\\Windows\\System32\\whoami.exe', OriginalFileName: 'whoami.exe', CommandLine: 'whoami.exe /all' })]));
    const compiled = performance.now();
    await send(source, ndjson([processStart(2, { CommandLine: 'whoami.exe /all' })]));
    console.log(`first batch after it ${Math.round(compiled - sent)} ms, second ${Math.round(performance.now() - compiled)} ms`);
    const [row] = await db.sql<{ n: number }>('SELECT cardinality(rule_ids) AS n FROM detection WHERE tenant_id = $1 ORDER BY 1 DESC LIMIT 1', [tenant.tenantId]);
    expect(row?.n).toBeGreaterThan(0);
  }, 120_000);
});
