import { recordAddress, recordUuid } from '../platform/ids';
import { BUSY_TYPE } from './elastic-answers';
import type { IngestAnswer } from './model';
import type { PreparedBulk } from './thread-types';

// Without a space anywhere: some clients search the text for `"errors":true`.

/** What became of each item of a bulk body that was accepted now or, with the same bytes, before. */
export function bulkAnswer({ items, rejected }: PreparedBulk, answer: IngestAnswer, tookMs: number): string {
  const repeated = new Set(answer.repeated);
  const reasons = new Map(rejected.map(({ item, reason }) => [item, reason]));
  const first = recordAddress(answer.chunk);
  let ordinal = 0;
  let errors = false;
  const answers = items.split('\n').map((head, at) => {
    const isCreate = head.startsWith('{"create"');
    const reason = reasons.get(at);
    if (repeated.has(at)) {
      errors ||= isCreate;
      return `${head}${isCreate ? CONFLICT : ',"result":"noop","status":200}}'}`;
    }
    if (reason !== undefined) {
      errors = true;
      return failed(head, 400, isCreate || head.startsWith('{"index"') ? 'document_parsing_exception' : 'illegal_argument_exception', reason);
    }
    const id = head.includes('","_id":') || !first ? '' : `,"_id":"${recordUuid({ ...first, ordinal })}"`;
    ordinal++;
    return `${head}${id},"_version":1,"result":"created","status":201}}`;
  });
  return whole(answers, errors, tookMs);
}

/** Nothing of the body was stored, for now: each item is to be sent again. */
export function busyAnswer(heads: readonly string[], reason: string): string {
  return whole(heads.map((head) => failed(head, 429, BUSY_TYPE, reason)), true, 0);
}

const CONFLICT = ',"status":409,"error":{"type":"version_conflict_engine_exception","reason":"version conflict, document already exists"}}}';

function failed(head: string, status: number, type: string, reason: string): string {
  return `${head},"status":${status},"error":{"type":"${type}","reason":${JSON.stringify(reason)}}}}`;
}

function whole(items: readonly string[], errors: boolean, tookMs: number): string {
  return `{"took":${Math.max(0, Math.round(tookMs))},"errors":${errors},"items":[${items.join(',')}]}`;
}
