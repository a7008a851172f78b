import 'server-only';
import { z } from 'zod';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { orBusy } from './database-gone';
import { acknowledgedCount } from './hec-channel-store';

const ACKS_MAX = 100_000;
const askedSchema = z.object({ acks: z.array(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)).max(ACKS_MAX) });

/** Which of these acknowledgements of the source's channel are given. They stay given: a process that starts anew knows them too. */
export async function listAcknowledgements(ctx: Context, channel: string, asked: unknown): Promise<Record<string, boolean>> {
  const { actor, tenantId } = ctx;
  if (actor.kind !== 'source') throw new AppError('forbidden', 'Only a source has channels.');
  const { acks } = parseInput(askedSchema, asked);
  const count = await orBusy(() => tenantTx(tenantId, (tx) => acknowledgedCount(tx, { tenantId, sourceId: actor.id, channel })));
  return Object.fromEntries(acks.map((id) => [String(id), id < count]));
}
