import 'server-only';
import { newToken } from '../access/tokens';
import { orBusy } from '../ingest/database-gone';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { countNodes, insertNode } from './store';

/** Keys of one source; a fleet of this size has other problems. */
const NODES_MAX = 200_000;
const DETAILS_CHARS_MAX = 16_000;

/** Gives a host a key of its own, in exchange for its source's token. The answer is the only time that the key leaves the server. */
export async function enrollNode(ctx: Context, host: { hostIdentifier: string; hostDetails: Record<string, unknown> }): Promise<string> {
  const { actor, tenantId } = ctx;
  if (actor.kind !== 'source') throw new AppError('forbidden', 'Only the token of a source enrolls hosts.');
  const key = newToken('ygn', tenantId);
  const hostDetails = JSON.stringify(host.hostDetails).length > DETAILS_CHARS_MAX ? {} : host.hostDetails;
  // A NUL can be stored in no text column.
  const hostIdentifier = host.hostIdentifier.replaceAll('\0', '');
  await orBusy(() => tenantTx(tenantId, async (tx) => {
    if ((await countNodes(tx, tenantId, actor.id)) >= NODES_MAX) throw new AppError('too_large', `This source has ${NODES_MAX} hosts already.`);
    await insertNode(tx, tenantId, { sourceId: actor.id, hostIdentifier, hostDetails, key, enrolledAt: ctx.clock.now() });
  }));
  return key.text;
}
