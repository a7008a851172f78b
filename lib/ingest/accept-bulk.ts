import 'server-only';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { acceptBatch } from './accept-batch';
import { bulkAnswer, busyAnswer } from './bulk-answers';
import type { BulkBody } from './bulk-body';
import type { PreparedBulk } from './thread-types';

/** Bodies that are read at once only to be told, item by item, to come back. */
const TURNED_AWAY_MAX = 32;

let turnedAway = 0;

/** Stores the documents of a bulk body and says of each what became of it. `index` is that of actions that name none. */
export async function acceptBulk(ctx: Context, body: BulkBody, index: string): Promise<string> {
  const from = ctx.clock.now().getTime();
  let prepared: PreparedBulk | undefined;
  const answer = await acceptBatch(ctx, {
    format: 'bulk', bulkIndex: index, readBody: (take) => body.read(take),
    onPrepared: ({ bulk }) => {
      prepared = bulk;
      body.prepared = bulk?.items;
    },
  });
  if (!prepared) throw new AppError('internal', 'Internal error.', { cause: new Error('a bulk body came back without its items') });
  return bulkAnswer(prepared, answer, ctx.clock.now().getTime() - from);
}

/**
 * The same word, to come back later, for each item: a shipper that is told so of the whole request loses the batch. Undefined when the items cannot be
 * known, or when too many wait to hear it.
 */
export async function turnAwayBulk(body: BulkBody, index: string): Promise<string | undefined> {
  if (turnedAway >= TURNED_AWAY_MAX) return undefined;
  turnedAway++;
  try {
    const heads = await body.heads(index);
    return heads && busyAnswer(heads, 'Too much at once, or the database does not answer. Nothing was stored; send it again.');
  } finally {
    turnedAway--;
  }
}
