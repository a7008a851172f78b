import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { detectionFilter, type DetectionFilterInput, type MatrixCell } from './model';
import { countPairs } from './summary-store';
import { techniqueName, techniqueTactics } from './technique-names';

/**
 * Cells of the ATT&CK matrix under all filters but those of tactic and technique. A detection that carries several tactics counts only where ATT&CK
 * has its technique; where ATT&CK has none of them, the rule's own word stands.
 */
export async function countTechniques(ctx: Context, input: DetectionFilterInput): Promise<{ cells: MatrixCell[] }> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input);
  const pairs = await tenantTx(ctx.tenantId, (tx) => countPairs(tx, ctx.tenantId, filter));
  const fits = (pair: { tactic: string; technique: string }) => techniqueTactics(pair.technique).includes(pair.tactic);
  const placed = new Set(pairs.filter(fits).map((pair) => pair.technique));
  return { cells: pairs.filter((pair) => fits(pair) || !placed.has(pair.technique)).map((pair) => ({ ...pair, name: techniqueName(pair.technique) ?? pair.technique })) };
}
