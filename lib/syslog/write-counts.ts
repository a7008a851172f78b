import 'server-only';
import type { TakenCounts } from './counters';
import { addSourceCounts, addUnknownPeers, deleteOtherListeners, writeListener } from './store';

export interface OpenListener { transport: 'tcp' | 'tls' | 'udp'; port: number; connections: number; isOpen: boolean; error: string | null }

/** Writes down what the listener counted since the last time, and what it is doing. */
export async function writeCounts(taken: TakenCounts, listeners: readonly OpenListener[], at: Date): Promise<void> {
  const byTenant = new Map<number, TakenCounts['sources']>();
  for (const count of taken.sources) byTenant.set(count.tenantId, [...(byTenant.get(count.tenantId) ?? []), count]);
  for (const [tenantId, counts] of byTenant) await addSourceCounts(tenantId, counts, at);
  if (taken.unknownPeers.length > 0) await addUnknownPeers(taken.unknownPeers, at);
  for (const listener of listeners) {
    const { refused = 0, kernelDrops = 0 } = taken.listeners.find(({ transport }) => transport === listener.transport) ?? {};
    await writeListener({ ...listener, refused, kernelDrops }, at);
  }
  await deleteOtherListeners(listeners.map(({ transport }) => transport));
}
