import 'server-only';
import { hashToken } from '../access/tokens';
import { readOsqueryRequest } from '../engine/decode/osquery-request';
import { acceptBatch } from '../ingest/accept-batch';
import type { IngestAnswer } from '../ingest/model';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import type { Identity } from '../platform/http';
import { authenticateNode } from './authenticate-node';

export type LogOutcome = { known: false } | { known: true; answer?: IngestAnswer };

/** Stores the records of a log request, result or status, without the envelope: it holds the host's key. */
export async function acceptLog(ctx: Omit<Context, keyof Identity>, body: Uint8Array): Promise<LogOutcome> {
  const request = readOsqueryRequest(body);
  if (!request) throw new AppError('bad_request', 'The body is no log request of osquery. Nothing was stored.');
  const key = request.texts['node_key'] ?? '';
  const identity = await authenticateNode(key);
  if (!identity) return { known: false };
  const { records } = request;
  if (records.length === 0) return { known: true };
  const batchId = hashToken(key).toString('hex'); // equal records of two hosts are two batches
  return { known: true, answer: await acceptBatch({ ...ctx, ...identity }, { format: 'json', batchId, readBody: async (take) => { take(records.length); return records; } }) };
}
