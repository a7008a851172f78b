import { createHash } from 'node:crypto';
import { BulkScanner, NO_ACTION, type BulkItem } from '../engine/decode/bulk-scan';
import { parseObject } from '../engine/decode/json';
import type { Reject } from '../engine/pipeline-types';
import type { Refusal } from './inflate-body';
import { DECODE_LIMITS, TEXT_LIMITS } from './limits';
import type { BulkTask, PreparedBulk } from './thread-types';

/** Bytes of a document's key: enough that no two documents of a day share one. */
export const DOCUMENT_KEY_BYTES = 16;

/** A bulk body with the part of it that is new. */
export interface OpenedBulk {
  /** Without the documents that were sent before. */
  body: Uint8Array;
  items: readonly BulkItem[];
  keys: readonly (Buffer | undefined)[];
  repeated: ReadonlySet<number>;
}

/** Takes out of a bulk body what is known to have been sent before: its documents are stored already, and a chunk holds no record twice. */
export function openBulk(body: Uint8Array, { index, repeated }: BulkTask): { ok: true; bulk: OpenedBulk } | { ok: false; refusal: Refusal } {
  const scanner = new BulkScanner({ index, itemsMax: DECODE_LIMITS.recordsMax });
  scanner.push(body);
  const items = scanner.finish();
  if (scanner.overflow) return { ok: false, refusal: { code: 'too_large', message: `More than ${DECODE_LIMITS.recordsMax} records. Nothing was stored.` } };
  if (items.every(({ problem }) => problem === NO_ACTION)) {
    return { ok: false, refusal: { code: 'bad_request', message: 'Malformed action/metadata line [1], expected one of [create, index]. Nothing was stored.' } };
  }
  const keys = items.map((item) => keyOf(body, item));
  const all = new Set([...repeated, ...repeatedWithin(body, items, keys)]);
  return { ok: true, bulk: { body: without(body, items, all), items, keys, repeated: all } };
}

/** What the web process needs to answer item by item. `rejects` count the items that were kept. */
export function packBulk({ items, keys, repeated }: OpenedBulk, rejects: readonly Reject[], sent: Uint8Array<ArrayBuffer>): PreparedBulk {
  const kept = items.flatMap((_, at) => (repeated.has(at) ? [] : [at]));
  const rejected = rejects.map(({ index, reason }) => ({ item: kept[index] ?? 0, reason: reason.slice(0, TEXT_LIMITS.reasonCharsMax) }));
  const bad = new Set(rejected.map(({ item }) => item));
  const keyed = kept.filter((at) => keys[at] !== undefined && !bad.has(at));
  return {
    items: items.map(itemHead).join('\n'), rejected, repeated: [...repeated].sort((a, b) => a - b), keyed: Uint32Array.from(keyed),
    keys: new Uint8Array(Buffer.concat(keyed.flatMap((at) => keys[at] ?? []))), sent,
  };
}

/** The beginning of an item of the answer, up to where its fate is told. */
export function itemHead({ operation, index, id }: BulkItem): string {
  return `{"${operation}":{"_index":${JSON.stringify(index)}${id === undefined ? '' : `,"_id":${JSON.stringify(id)}`}`;
}

/** `create` makes an id once, whatever the document; `index` may bring a newer version under the same id, which is a record of its own. */
function keyOf(body: Uint8Array, { operation, index, id, documentStart, end, problem }: BulkItem): Buffer | undefined {
  if (id === undefined || problem !== undefined) return undefined;
  const hash = createHash('sha256').update(`${operation}\0${index}\0${id}\0`);
  if (operation === 'index') hash.update(body.subarray(documentStart, end));
  return hash.digest().subarray(0, DOCUMENT_KEY_BYTES);
}

/** Items whose key an earlier good item of the same body has. */
function repeatedWithin(body: Uint8Array, items: readonly BulkItem[], keys: readonly (Buffer | undefined)[]): number[] {
  const owners = new Map<string, number>();
  const repeated: number[] = [];
  keys.forEach((key, at) => {
    const name = key?.toString('latin1');
    if (name === undefined) return;
    const owner = owners.get(name);
    if (owner !== undefined && isGood(body, items[owner])) repeated.push(at);
    else owners.set(name, at);
  });
  return repeated;
}

function isGood(body: Uint8Array, item: BulkItem | undefined): boolean {
  if (item === undefined || item.end - item.documentStart > DECODE_LIMITS.recordBytesMax) return false;
  return typeof parseObject(Buffer.from(body.buffer, body.byteOffset + item.documentStart, item.end - item.documentStart).toString(), DECODE_LIMITS.depthMax) !== 'string';
}

function without(body: Uint8Array, items: readonly BulkItem[], repeated: ReadonlySet<number>): Uint8Array {
  if (repeated.size === 0) return body;
  const parts: Uint8Array[] = [];
  let from = 0;
  items.forEach((item, at) => {
    if (!repeated.has(at)) return;
    parts.push(body.subarray(from, item.start));
    from = Math.min(item.end + 1, body.length);
  });
  return new Uint8Array(Buffer.concat([...parts, body.subarray(from)]));
}
