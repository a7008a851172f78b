import 'server-only';
import { ruleAlerts } from '../alerts/rule-alerts';
import { correlationHits, ruleOutcomes } from '../alerts/rule-outcomes';
import { ruleHits } from '../detections/rule-hits';
import { isDecodeError, runPipeline } from '../engine/pipeline';
import { compileRules } from '../engine/sigma/rule-set';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { rootFolder } from '../platform/paths';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { explainRule } from './explain-rule';
import type { RuleDetail, RuleTest } from './model';
import { packEvents } from './pack-events';
import { builtInRow, storedRow } from './rule-rows';
import { findCosts, findOverlay, findRule, findVariables } from './store';

const HITS_DAYS = 90;
const DAY_MS = 86_400_000;
const TEST_LIMITS = { recordsMax: 1_000, recordBytesMax: 1_048_576, depthMax: 64 };

/** One rule with its text, what it asks, its tests and its history. */
export async function getRule(ctx: Context, id: string): Promise<RuleDetail> {
  requirePermission(ctx, 'rule', 'read');
  const { tenantId } = ctx;
  const original = (await builtInRules()).get(id);
  const [outcome] = await ruleOutcomes(ctx, id);
  const alerts = await ruleAlerts(ctx, id);
  const found = await tenantTx(tenantId, async (tx) => {
    const stored = await findRule(tx, tenantId, id);
    return {
      rule: stored?.deletedAt === null ? stored : undefined, variables: await findVariables(tx, tenantId),
      parts: { outcome, overlay: await findOverlay(tx, tenantId, id), nanosecondsPerEvent: (await findCosts(tx, tenantId)).get(id) },
    };
  });
  const rule = found.rule ?? original;
  if (!rule) throw new AppError('not_found', `There is no rule ${id.slice(0, 100)}.`);
  const upstreamText = found.rule ? found.rule.upstreamText : null;
  const row = found.rule ? storedRow({ ...found.rule, edited: upstreamText !== null && upstreamText !== found.rule.text }, found.parts) : original && builtInRow(original, found.parts);
  if (!row) throw new AppError('not_found', `There is no rule ${id.slice(0, 100)}.`);
  const source = { file: rule.file, text: rule.text };
  const hits = await (rule.kind === 'correlation' ? correlationHits : ruleHits)(ctx, id, new Date(ctx.clock.now().getTime() - HITS_DAYS * DAY_MS));
  return {
    ...row, text: rule.text, upstreamText, info: rule.info, parts: explainRule(source, found.variables), hits,
    alerts: { ...alerts, rows: alerts.rows.map((alert) => ({ ...alert, lastSeen: alert.lastSeen.toISOString() })) },
    tests: original ? await runTests(original.file, rule.text, found.variables) : [],
  };
}

/** The built-in rule's events against the rule as it is for this tenant. */
async function runTests(file: string, text: string, variables: Readonly<Record<string, readonly string[]>>): Promise<RuleTest[]> {
  const rules = compileRules([{ file, text }], { variables });
  return (await packEvents(rootFolder(), file)).map(({ positive, event }) => {
    const result = runPipeline(new TextEncoder().encode(`${event}\n`), rules, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0, limits: TEST_LIMITS });
    return { positive, event, matches: !isDecodeError(result) && result.detections.some(({ matches }) => matches.some(({ ruleId }) => ruleId === rules.rules[0]?.id)) };
  });
}
