import type { SegmentColumns } from '../engine/segment/segment-columns';
import type { TextColumn } from '../engine/segment/text-column';
import { ASSET_LIMITS, type AssetKind } from './model';

export interface Span { first: number; last: number; records: number }
export type TraitKind = 'name' | 'address' | 'source' | 'account';
export interface SeenTrait extends Span { what: TraitKind; value: string }
export interface SeenAsset extends Span { kind: AssetKind; key: string; traits: Map<string, SeenTrait> }

/** Columns that say who was seen where. */
export const SIGHTING_PROPERTIES = ['observedAt', 'endpointName', 'endpointKey', 'endpointAddress', 'accountName', 'accountKey'] as const;

/** Folds the rows of segments into assets and what they were seen with. Works on the codes of the columns: each distinct value is read once per segment. */
export class SightingFold {
  readonly assets = new Map<string, SeenAsset>();
  /** Rows whose key is too long to be one. */
  leftOut = 0;

  add(columns: SegmentColumns, sourceId: number): void {
    const times = columns.number('observedAt'), endpoints = columns.text('endpointKey'), accounts = columns.text('accountKey');
    if (!times) return;
    if (endpoints) {
      const seen = this.#own('endpoint', endpoints, times, sourceId);
      fold(seen, endpoints, columns.text('endpointName'), 'name', times);
      fold(seen, endpoints, columns.text('endpointAddress'), 'address', times);
      fold(seen, endpoints, accounts, 'account', times);
    }
    if (accounts) fold(this.#own('account', accounts, times, sourceId), accounts, columns.text('accountName'), 'name', times);
  }

  /** The assets of a key column, by code. */
  #own(kind: AssetKind, keys: TextColumn, times: Float64Array, sourceId: number): (SeenAsset | undefined)[] {
    const spans = spansOf(keys.codes, keys.count, times);
    return spans.map((span, code) => {
      if (span === undefined || code === 0) return undefined;
      const key = storable(keys.value(code - 1));
      if (key === '' || key.length > ASSET_LIMITS.keyChars) {
        this.leftOut += span.records;
        return undefined;
      }
      const id = `${kind}|${key}`, known = this.assets.get(id);
      const asset = known ?? { kind, key, ...span, traits: new Map<string, SeenTrait>() };
      if (known) widen(known, span);
      else this.assets.set(id, asset);
      see(asset, 'source', String(sourceId), span);
      return asset;
    });
  }
}

function spansOf(codes: Uint32Array, count: number, times: Float64Array): (Span | undefined)[] {
  const spans = Array.from({ length: count + 1 }, (): Span | undefined => undefined);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number, at = times[row] as number, span = spans[code];
    if (span === undefined) spans[code] = { first: at, last: at, records: 1 };
    else extend(span, at);
  }
  return spans;
}

function extend(span: Span, at: number): void {
  span.records++;
  if (at < span.first) span.first = at;
  if (at > span.last) span.last = at;
}

/** Pairs of a key and another value, counted by both codes in one number. */
function fold(owners: readonly (SeenAsset | undefined)[], keys: TextColumn, values: TextColumn | undefined, what: TraitKind, times: Float64Array): void {
  if (!values) return;
  const pairs = new Map<number, Span>(), width = values.count + 1, { codes } = keys, others = values.codes;
  let lastPair = -1, lastSpan: Span | undefined;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number, other = others[row] as number;
    if (code === 0 || other === 0) continue;
    const pair = code * width + other, at = times[row] as number;
    const span = pair === lastPair ? lastSpan : pairs.get(pair);
    if (span === undefined) pairs.set(lastPair = pair, lastSpan = { first: at, last: at, records: 1 });
    else {
      extend(span, at);
      lastPair = pair;
      lastSpan = span;
    }
  }
  for (const [pair, span] of pairs) {
    const owner = owners[Math.floor(pair / width)];
    if (owner) see(owner, what, storable(values.value((pair % width) - 1)).slice(0, ASSET_LIMITS.keyChars), span);
  }
}

function see(asset: SeenAsset, what: TraitKind, value: string, span: Span): void {
  if (value === '') return;
  const id = `${what}|${value}`, known = asset.traits.get(id);
  if (known) widen(known, span);
  else asset.traits.set(id, { what, value, ...span });
}

function widen(known: Span, { first, last, records }: Span): void {
  known.first = Math.min(known.first, first);
  known.last = Math.max(known.last, last);
  known.records += records;
}

/** PostgreSQL holds no NUL in text. */
const storable = (value: string): string => (value.includes('\0') ? value.replaceAll('\0', ' ') : value);
