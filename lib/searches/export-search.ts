import 'server-only';
import { exportActivities } from '../activities/export-activities';
import { writeAudit } from '../audit/write-audit';
import { FIELD_CATALOGUE } from '../engine/activity/catalogue';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { csvWriter, ndjsonWriter } from './export-lines';
import { exportInput, SEARCH_LIMITS } from './model';

interface Exported { type: string; format: string; text: AsyncGenerator<string> }
interface Question { query: string; from: string; to: string; sources: number[] }

/** Text that is handed on at once. */
const PART_LINES = 2_000;

/**
 * The whole result of a search as a file, piece by piece. That somebody took data out is written down before the first piece; a query that cannot be understood is
 * refused before that. What breaks off later ends the text with an error, so that half a file is never taken for a whole one.
 */
export async function exportSearch(ctx: Context, question: Question, given: unknown, signal?: AbortSignal): Promise<Exported> {
  requirePermission(ctx, 'activity', 'read');
  const { format, zone, fields } = parseInput(exportInput, given);
  const names = fields.length === 0 ? FIELD_CATALOGUE.map(({ name }) => name) : fields.includes('@timestamp') ? fields : ['@timestamp', ...fields];
  const parts = exportActivities(ctx, { ...question, fields: names }, signal);
  const first = await parts.next();
  await tenantTx(ctx.tenantId, (tx) => writeAudit(tx, ctx, { action: 'search.exported', objectKind: 'search', after: { ...question, format, fields } }));
  const writer = format === 'csv' ? csvWriter(names, zone) : ndjsonWriter(names, zone);
  async function* text(): AsyncGenerator<string> {
    yield writer.head;
    let rows = 0;
    for (let part = first; part.done !== true; part = await parts.next()) {
      const { hits } = part.value;
      rows += hits.length;
      if (rows > SEARCH_LIMITS.exportRows) throw new AppError('too_large', `An export holds at most ${SEARCH_LIMITS.exportRows} records.`);
      for (let at = 0; at < hits.length; at += PART_LINES) yield hits.slice(at, at + PART_LINES).map((hit) => writer.line(hit)).join('');
    }
  }
  return { type: writer.type, format, text: text() };
}
