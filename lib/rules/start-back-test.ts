import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { enqueueJob } from '../platform/jobs';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { countWaiting, insertBackTest } from './back-test-store';
import { builtInRules } from './built-in-rules';
import { BACK_TEST_LIMITS } from './limits';
import { backTestInput } from './model';
import { parseRule } from './parse-rule';
import { findRule, findVariables } from './store';

const DAY_MS = 86_400_000;
export const BACK_TEST_JOB = 'back-test';

/** Lets the worker match one rule or correlation rule, stored or just written, with everything received in the last days. */
export async function startBackTest(ctx: Context, input: unknown): Promise<{ id: number }> {
  requirePermission(ctx, 'rule', 'write');
  const asked = parseInput(backTestInput, input);
  const { tenantId } = ctx, at = ctx.clock.now(), original = asked.ruleId === undefined ? undefined : (await builtInRules()).get(asked.ruleId);
  return tenantTx(tenantId, async (tx) => {
    const stored = asked.ruleId === undefined ? undefined : await findRule(tx, tenantId, asked.ruleId);
    const text = 'text' in asked ? asked.text : stored?.deletedAt === null ? stored.text : original?.text;
    if (text === undefined) throw new AppError('not_found', `There is no rule ${(asked.ruleId ?? '').slice(0, 100)}.`);
    const rule = parseRule({ file: 'rule.yml', text, firstLine: 1 }, await findVariables(tx, tenantId));
    const [problem] = rule.problems;
    if (problem) throw new AppError('bad_request', `line ${problem.line}:${problem.column} ${problem.reason}`, { fields: { [`${problem.line}:${problem.column}`]: problem.reason } });
    if (rule.kind !== 'rule' && rule.kind !== 'correlation') throw new AppError('bad_request', `A back-test runs a rule on records; this is a ${rule.kind}.`);
    if ((await countWaiting(tx, tenantId)) >= BACK_TEST_LIMITS.waitingMax) throw new AppError('conflict', `${BACK_TEST_LIMITS.waitingMax} back-tests are waiting already.`);
    const receivedFrom = new Date(at.getTime() - asked.days * DAY_MS);
    const id = await insertBackTest(tx, tenantId, { ruleId: asked.ruleId ?? null, title: rule.title, ruleText: text, days: asked.days, receivedFrom, receivedTo: at, createdBy: ctx.actor.name, createdAt: at });
    await enqueueJob(tx, BACK_TEST_JOB, { tenantId, id }, BACK_TEST_JOB);
    await writeAudit(tx, ctx, { action: 'back_test.started', objectKind: 'back_test', objectId: String(id), after: { ruleId: asked.ruleId ?? null, title: rule.title, days: asked.days } });
    return { id };
  });
}
