import 'server-only';
import { countKinds } from '../activities/count-kinds';
import { getActivity } from '../activities/get-activity';
import { firstRecord } from '../ingest/first-record';
import { listRejects } from '../ingest/list-rejects';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { sourceIdInput, type SourceArrivals } from './model';
import { findArrivals, findSource } from './store';

/** How many of the newest batches are looked into. */
const LOOKED_INTO = { chunks: 3, kinds: 12 };
const FIELDS_MAX = 24;
const VALUE_CHARS_MAX = 300;
/** Said in the heading already. */
const IN_HEADING: readonly string[] = ['family', 'kind'];

/** What has come from a source so far, and as what it was understood. */
export async function sourceArrivals(ctx: Context, input: unknown): Promise<SourceArrivals> {
  requirePermission(ctx, 'source', 'read');
  const { id } = parseInput(sourceIdInput, input);
  const arrivals = await tenantTx(ctx.tenantId, async (tx) => {
    if (!(await findSource(tx, ctx.tenantId, id))) throw new AppError('not_found', 'There is no such source.');
    return findArrivals(tx, ctx.tenantId, id);
  });
  const first = arrivals.received > arrivals.rejected ? await firstOf(ctx, id) : null;
  const [newest] = arrivals.rejected > 0 ? (await listRejects(ctx, id)).items : [];
  const reject = newest ? { reason: newest.reason, excerpt: newest.excerpt } : null;
  return { ...arrivals, kinds: await countKinds(ctx, id, LOOKED_INTO), first, reject };
}

async function firstOf(ctx: Context, id: number): Promise<SourceArrivals['first']> {
  const record = await firstRecord(ctx, id);
  const activity = record && (await getActivity(ctx, record.uuid));
  if (!record || !activity) return null;
  const fields = Object.entries(activity).flatMap(([name, value]) => {
    if (IN_HEADING.includes(name) || value === undefined || value === null || value === '') return [];
    const text = name === 'observedAt' && typeof value === 'number' ? new Date(value).toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [{ name, value: text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text }];
  });
  return { uuid: record.uuid, receivedAt: record.receivedAt, family: record.family, kind: record.kind, fields: fields.slice(0, FIELDS_MAX) };
}
