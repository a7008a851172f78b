import 'server-only';
import type { Exception } from '../engine/exceptions/types';
import { LruMap } from '../platform/lru-map';
import { systemClock } from '../platform/clock';
import { tenantTx } from '../platform/tx';
import { findInForce, readVersion } from './store';

export interface ExceptionsInForce { version: string; exceptions: readonly Exception[] }

const TENANTS_MAX = 64;
const memo = globalThis as typeof globalThis & { yaguraExceptions?: LruMap<number, { version: bigint; read: Promise<ExceptionsInForce> }> };

/** The exceptions that a batch which begins now must meet; undefined when the tenant has never had any. Each knows itself from when until when it mutes. */
export async function exceptionsInForce(tenantId: number): Promise<ExceptionsInForce | undefined> {
  const known = (memo.yaguraExceptions ??= new LruMap(TENANTS_MAX));
  const version = await readVersion(tenantId);
  if (version === 0n) return undefined;
  const cached = known.get(tenantId);
  if (cached?.version === version) return cached.read;
  const read = tenantTx(tenantId, (tx) => findInForce(tx, tenantId, systemClock.now())).then((exceptions) => ({ version: `${tenantId}:${version}`, exceptions }));
  known.set(tenantId, { version, read });
  read.catch(() => known.delete(tenantId));
  return read;
}

/** The same exceptions, muting whenever something was received: for asking what would be raised as things stand now. */
export function asIfAlways(found: ExceptionsInForce | undefined): ExceptionsInForce | undefined {
  return found && { version: `${found.version}:always`, exceptions: found.exceptions.map((exception) => ({ ...exception, from: -Infinity, until: Infinity })) };
}
