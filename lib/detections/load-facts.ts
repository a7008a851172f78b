import 'server-only';
import { FACT_KIND, FACT_SEPARATOR, factKeyHash, unpackFact } from '../engine/correlate/fact-code';
import { isTimeless } from '../engine/correlate/fact-keys';
import type { Fact } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';

const KEYS_PER_QUERY = 5_000;
/** Between facts; `packFact` lets no field hold it. */
const FACT_END = '\x1e';

/**
 * Keys of runs, sessions, files and connections: all that they lead to was observed in its own time. Names of services and tasks, and addresses by themselves, lead to
 * older things.
 */
const TIMED = /\|(?:pid:|\{|0x|[a-z]:\\|\/|\d{1,3}(?:\.\d{1,3}){3}$|[0-9a-f]*:[0-9a-f:]+$)/;

export interface FactSpan {
  /** Facts observed before are left out, save services and the holders of an address, which are older as a rule. */
  from: Date;
  /** Days of receipt (ISO) in which something observed since `from` was received. */
  days: readonly string[];
}

/** Text arrays as one parameter each: thousands of single ones cost more than the query. */
const arrayText = (values: readonly (string | bigint)[]): string => `{${values.join(',')}}`;

/** The facts under each of these keys. The addresses that an endpoint holds (`endpoint|@`) are many, and only those of the span count. */
export async function loadFacts(tx: Tx, tenantId: number, keys: readonly string[], span: FactSpan): Promise<Map<string, Fact[]>> {
  const found = new Map<string, Fact[]>(keys.map((key) => [key, []]));
  const timed = keys.filter((key) => TIMED.test(key)), others = keys.filter((key) => !TIMED.test(key));
  for (let at = 0; at < timed.length; at += KEYS_PER_QUERY) {
    const hashes = arrayText(timed.slice(at, at + KEYS_PER_QUERY).map(factKeyHash));
    take(found, await tx.$queryRaw<Packed[]>`
      SELECT string_agg(kind::text || ${FACT_SEPARATOR} || (extract(epoch FROM observed_at) * 1000)::bigint::text || ${FACT_SEPARATOR} || data, ${FACT_END}) AS facts FROM fact
      WHERE tenant_id = ${tenantId} AND received_day = ANY(${arrayText(span.days)}::date[]) AND key_hash = ANY(${hashes}::bigint[]) AND observed_at >= ${span.from}`, span.from);
  }
  for (let at = 0; at < others.length; at += KEYS_PER_QUERY) {
    const hashes = arrayText(others.slice(at, at + KEYS_PER_QUERY).map(factKeyHash));
    take(found, await tx.$queryRaw<Packed[]>`
      SELECT string_agg(kind::text || ${FACT_SEPARATOR} || (extract(epoch FROM at) * 1000)::bigint::text || ${FACT_SEPARATOR} || data, ${FACT_END}) AS facts FROM (
        SELECT kind, data, min(observed_at) AS at FROM fact
        WHERE tenant_id = ${tenantId} AND key_hash = ANY(${hashes}::bigint[]) AND (kind IN (${FACT_KIND.service}, ${FACT_KIND.address}) OR observed_at >= ${span.from})
        GROUP BY kind, data, CASE kind WHEN ${FACT_KIND.address} THEN date_trunc('hour', observed_at) ELSE observed_at END
      ) said_once`, span.from);
  }
  return found;
}

interface Packed { facts: string | null }

function take(found: Map<string, Fact[]>, rows: readonly Packed[], from: Date): void {
  for (const text of rows[0]?.facts?.split(FACT_END) ?? []) {
    const kindEnd = text.indexOf(FACT_SEPARATOR), timeEnd = text.indexOf(FACT_SEPARATOR, kindEnd + 1);
    const fact = unpackFact(Number(text.slice(0, kindEnd)), Number(text.slice(kindEnd + 1, timeEnd)), text.slice(timeEnd + 1));
    // Another key of the same hash comes along now and then.
    if (fact && (isTimeless(fact) || fact.observedAt >= from.getTime())) found.get(fact.key)?.push(fact);
  }
}

/** The facts under keys of these hashes that these chunks brought. */
export async function loadFactsOf(tx: Tx, tenantId: number, chunks: readonly { id: bigint; day: string }[], hashes: readonly bigint[]): Promise<Fact[]> {
  const rows = await tx.$queryRaw<{ kind: number; observedAt: Date; data: string }[]>`
    SELECT kind::int AS kind, observed_at AS "observedAt", data FROM fact
    WHERE tenant_id = ${tenantId} AND received_day = ANY(${arrayText(daysOf(chunks))}::date[]) AND chunk_id = ANY(${arrayText(chunks.map(({ id }) => id))}::bigint[])
      AND key_hash = ANY(${arrayText(hashes)}::bigint[]) AND kind <> ${FACT_KIND.match}`;
  return rows.flatMap(({ kind, observedAt, data }) => unpackFact(kind, observedAt.getTime(), data) ?? []);
}

/** Hashes of the keys of all facts that these chunks brought, those of correlation rules left out. */
export async function readFactHashes(tx: Tx, tenantId: number, chunks: readonly { id: bigint; day: string }[]): Promise<BigInt64Array> {
  const [row] = await tx.$queryRaw<{ hashes: Uint8Array | null }[]>`
    SELECT string_agg(int8send(key_hash), ''::bytea) AS hashes FROM fact
    WHERE tenant_id = ${tenantId} AND received_day = ANY(${arrayText(daysOf(chunks))}::date[]) AND chunk_id = ANY(${arrayText(chunks.map(({ id }) => id))}::bigint[]) AND kind <> ${FACT_KIND.match}`;
  const bytes = row?.hashes ?? new Uint8Array();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), hashes = new BigInt64Array(bytes.byteLength / 8);
  for (let at = 0; at < hashes.length; at++) hashes[at] = view.getBigInt64(at * 8);
  return hashes;
}

export interface EndpointSpan { endpointKey: string; first: Date; last: Date }

/** When facts of each endpoint were observed, of those that these chunks brought. */
export async function readFactSpans(tx: Tx, tenantId: number, chunks: readonly { id: bigint; day: string }[]): Promise<EndpointSpan[]> {
  return tx.$queryRaw<EndpointSpan[]>`
    SELECT split_part(data, ${FACT_SEPARATOR}, 1) AS "endpointKey", min(observed_at) AS first, max(observed_at) AS last FROM fact
    WHERE tenant_id = ${tenantId} AND received_day = ANY(${arrayText(daysOf(chunks))}::date[]) AND chunk_id = ANY(${arrayText(chunks.map(({ id }) => id))}::bigint[]) AND kind <> ${FACT_KIND.match}
    GROUP BY 1`;
}

const daysOf = (chunks: readonly { day: string }[]): string[] => [...new Set(chunks.map(({ day }) => day))];

/** Up to when the records of each day of receipt were observed: which days may hold what. */
export async function readObservedDays(tx: Tx, tenantId: number): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ day: string; last: Date }[]>`
    SELECT to_char(received_day, 'YYYY-MM-DD') AS day, max(last_observed) AS last FROM chunk WHERE tenant_id = ${tenantId} AND last_observed IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ day, last }) => [day, last.getTime()]));
}
