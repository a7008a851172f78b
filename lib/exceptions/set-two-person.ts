import 'server-only';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { isTwoPerson, writeTwoPerson } from './store';

const input = z.strictObject({ twoPerson: z.boolean() });

/** Whether exceptions mute only after a second person has agreed. Those in force stay in force. */
export async function setTwoPerson(ctx: Context, given: unknown): Promise<{ twoPerson: boolean }> {
  requirePermission(ctx, 'system', 'write');
  const { twoPerson } = parseInput(input, given);
  return tenantTx(ctx.tenantId, async (tx) => {
    const before = await isTwoPerson(tx, ctx.tenantId);
    await writeTwoPerson(tx, ctx.tenantId, twoPerson, ctx.clock.now());
    await writeAudit(tx, ctx, { action: 'exception.two_person_set', objectKind: 'exception', before: { twoPerson: before }, after: { twoPerson } });
    return { twoPerson };
  });
}
