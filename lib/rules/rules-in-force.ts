import 'server-only';
import { prisma } from '../platform/db';
import { LruMap } from '../platform/lru-map';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { isEnabled } from './is-enabled';
import { packRules } from './pack-rules';
import { findOverlays, findSoundRules, findVariables } from './store';
import type { PackedRules, RuleContent } from './thread-types';

interface Known { version: bigint; packed: Promise<PackedRules | undefined> }

const TENANTS_MAX = 64;

const memo = globalThis as typeof globalThis & { yaguraRulesInForce?: LruMap<number, Known> };

/** The rules that a batch which begins now must meet; undefined when the tenant has changed nothing of the built-in set. One look at the version per batch. */
export async function rulesInForce(tenantId: number): Promise<PackedRules | undefined> {
  const known = (memo.yaguraRulesInForce ??= new LruMap(TENANTS_MAX));
  const [row] = await prisma().$queryRaw<{ version: bigint }[]>`SELECT rule_set_version(${tenantId}) AS version`;
  const version = row?.version ?? 0n;
  if (version === 0n) return undefined;
  const cached = known.get(tenantId);
  if (cached?.version === version) return cached.packed;
  // Read after the version: rules that are newer than it are read once more under their own.
  const packed = readContent(tenantId).then((content) => content && packRules(content));
  known.set(tenantId, { version, packed });
  packed.catch(() => known.delete(tenantId));
  return packed;
}

async function readContent(tenantId: number): Promise<RuleContent | undefined> {
  const builtIn = await builtInRules();
  return tenantTx(tenantId, async (tx) => {
    const overlays = new Map((await findOverlays(tx, tenantId)).map((overlay) => [overlay.ruleId, overlay]));
    const rules = await findSoundRules(tx, tenantId);
    const replaced = new Set(rules.map(({ id }) => id));
    const without = [...builtIn.values()].filter(({ id, info }) => replaced.has(id) || !isEnabled(info.status, overlays.get(id))).map(({ id }) => id);
    const sources = rules.filter(({ id, status }) => isEnabled(status, overlays.get(id))).map(({ file, text }) => ({ file, text }));
    const levels = Object.fromEntries([...overlays.values()].flatMap(({ ruleId, level }) => (level ? [[ruleId, level]] : [])));
    if (without.length === 0 && sources.length === 0 && Object.keys(levels).length === 0) return undefined;
    return { builtIn: true, without, sources, levels, variables: sources.length === 0 ? {} : await findVariables(tx, tenantId) };
  });
}
