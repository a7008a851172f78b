import 'server-only';
import { ingestPool } from '../platform/db';

const IDS_AHEAD = 64;

let ids: bigint[] = [];
let refill: Promise<void> | undefined;

/** A chunk id of its own, from a block that this process took. Ids say nothing about order; the sequence does. */
export async function nextChunkId(): Promise<bigint> {
  for (;;) {
    const id = ids.shift();
    if (id !== undefined) return id;
    await (refill ??= takeBlock().finally(() => { refill = undefined; }));
  }
}

async function takeBlock(): Promise<void> {
  const { rows } = await ingestPool().query<{ id: string }>("SELECT nextval('chunk_id_seq') AS id FROM generate_series(1, $1)", [IDS_AHEAD]);
  ids = rows.map(({ id }) => BigInt(id));
}
