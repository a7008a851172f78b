import 'server-only';
import type { Activity } from '../engine/activity/activity';
import { decodeLayout } from '../engine/segment/layout';
import { recordAddress } from '../platform/ids';
import type { Tx } from '../platform/tx';
import { findSegment } from './segment-store';
import { StoredColumns } from './stored-columns';

/** A stored record as it was normalised when it came, with texts as long as their columns are; undefined when there is none at this address. */
export async function storedActivity(tx: Tx, tenantId: number, uuid: string): Promise<Activity | undefined> {
  const address = recordAddress(uuid);
  const segment = address && (await findSegment(tx, tenantId, address));
  if (!address || !segment) return undefined;
  const row = address.ordinal - segment.firstOrdinal;
  if (row >= segment.rows) return undefined;
  return wholeActivity(StoredColumns.of(segment, decodeLayout(segment.layout)).activity(row));
}

/** Every activity has these when it is stored; the defaults are for segments of which a column cannot be read. */
function wholeActivity(stored: Partial<Activity>): Activity {
  return { observedAt: 0, timeSource: 'record', family: 'unparsed', kind: 'other', ...stored };
}
