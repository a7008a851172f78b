import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files';

const product = sourceFiles('app', 'components', 'lib');
const lib = product.filter((f) => f.path.startsWith('lib/'));
/** Verbs and stores: server files of the slices that are neither models nor queries nor pure helpers; they are known by what they import. */
const touchesDatabase = lib.filter((f) => /from '\.\.\/platform\/(tx|db)'/.test(f.text) && !/^lib\/(platform|worker|cli)\//.test(f.path));

/** Verbs that answer before there is any role to ask for, and why that is safe. */
const WITHOUT_ROLE = new Map([
  ['lib/users/create-first-administrator.ts', 'works only while nobody exists, under a lock'],
  ['lib/users/switch-tenant.ts', 'changes only the own session, to a tenant whose member one is'],
]);

/** Changes that nobody decided, and why they need no entry of their own. */
const WITHOUT_AUDIT = new Map([
  ['lib/assets/sight-assets.ts', 'writes down what records say; what people say of an asset is audited'],
  ['lib/exceptions/count-hits.ts', 'counts what the correlation step saw; the exception itself is audited'],
]);

describe('size budget', () => {
  const sizes = product.map((f) => f.lines).sort((a, b) => a - b);
  const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)] ?? 0;

  it('keeps the median file at 80 lines or less', () => expect(at(0.5)).toBeLessThanOrEqual(80));
  it('keeps nine of ten files at 220 lines or less', () => expect(at(0.9)).toBeLessThanOrEqual(220));
  it('has no file over 400 lines', () => expect(product.filter((f) => f.lines > 400).map((f) => f.path)).toEqual([]));
});

describe('SQL', () => {
  it('is never built from strings', () => {
    const unsafe = product.filter((f) => /\$(query|execute)RawUnsafe|Prisma\.raw\(|(\+\s*['"`]|\$\{[^}]*\}['"`]?\s*\+).*\b(SELECT|INSERT|UPDATE|DELETE)\b/.test(f.text));
    expect(unsafe.map((f) => f.path)).toEqual([]);
  });
});

describe('server files', () => {
  it('declare themselves, so that no client bundle can hold them', () => {
    expect(touchesDatabase.filter((f) => !f.text.startsWith("import 'server-only';")).map((f) => f.path)).toEqual([]);
  });

  it('check permission where they open a transaction for a caller', () => {
    const verbs = touchesDatabase.filter((f) => /ctx: Context/.test(f.text) && /tenantTx\(/.test(f.text) && !WITHOUT_ROLE.has(f.path));
    expect(verbs.length).toBeGreaterThan(5);
    expect(verbs.filter((f) => !/requirePermission\(|actor\.kind !== 'source'|requireStatusReader\(/.test(f.text)).map((f) => f.path)).toEqual([]);
  });

  it('write audit where a verb of a person changes something', () => {
    const writers = touchesDatabase.filter((f) => /requirePermission\([^)]*'write'\)/.test(f.text) && !f.path.startsWith('lib/demo/') && !WITHOUT_AUDIT.has(f.path));
    expect(writers.length).toBeGreaterThan(3);
    // applyChange and correct write the entries of what they change.
    expect(writers.filter((f) => !/(writeAudit|applyChange|correct)\(/.test(f.text)).map((f) => f.path)).toEqual([]);
  });
});

describe('names', () => {
  it('has no barrels but the engine’s', () => {
    expect(product.filter((f) => /\/index\.tsx?$/.test(f.path) && f.path !== 'lib/engine/index.ts').map((f) => f.path)).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const later = product.filter((f) => /\b(TODO|FIXME|HACK|XXX)\b|@ts-(ignore|expect-error|nocheck)|not implemented/i.test(f.text));
    expect(later.map((f) => f.path)).toEqual([]);
  });
});
