import 'server-only';
import type { RuleInfo } from '../engine/sigma/types';
import { LruMap } from '../platform/lru-map';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { findOverlays, findRuleHeads, findVersion } from './store';

const TENANTS_MAX = 32;

const memo = globalThis as typeof globalThis & { yaguraRuleIndexes?: LruMap<number, { version: bigint; index: ReadonlyMap<string, RuleInfo> }> };

/**
 * What is known of a tenant's rules by id, with the levels that the tenant gave them: for titles, authors and techniques. Rules that are off or deleted
 * are in it too, since what they detected stays.
 */
export async function ruleIndex(tenantId: number): Promise<ReadonlyMap<string, RuleInfo>> {
  const known = (memo.yaguraRuleIndexes ??= new LruMap(TENANTS_MAX));
  const builtIn = await builtInRules();
  return tenantTx(tenantId, async (tx) => {
    const version = await findVersion(tx, tenantId);
    const cached = known.get(tenantId);
    if (cached?.version === version) return cached.index;
    const index = new Map<string, RuleInfo>([...builtIn.values()].map(({ id, info }) => [id, info]));
    for (const { id, info, deletedAt } of await findRuleHeads(tx, tenantId, { deleted: true })) if (deletedAt === null || !index.has(id)) index.set(id, info);
    for (const { ruleId, level } of await findOverlays(tx, tenantId)) {
      const info = index.get(ruleId);
      if (info && level) index.set(ruleId, { ...info, level });
    }
    known.set(tenantId, { version, index });
    return index;
  });
}
