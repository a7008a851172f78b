import { SYSLOG_LIMITS } from './limits';
import type { Transport } from './model';

/** `any`: counted where it is no longer known how a message came. */
type CountedTransport = Transport | 'any';

export interface SourceCount { tenantId: number; sourceId: number; transport: CountedTransport; dropped: number; truncated: number }
export interface PeerCount { transport: Transport; address: string; count: number }
export interface ListenerCount { transport: Transport; refused: number; kernelDrops: number }

/** What was counted since it was last taken. */
export interface TakenCounts { sources: SourceCount[]; unknownPeers: PeerCount[]; listeners: ListenerCount[] }

/** Counts between two writings to the database. Bounded, whoever sends. */
export class SyslogCounters {
  #sources = new Map<string, SourceCount>();
  #peers = new Map<string, PeerCount>();
  #listeners = new Map<Transport, ListenerCount>();

  source(route: { tenantId: number; sourceId: number }, transport: CountedTransport, counted: { dropped?: number; truncated?: number }): void {
    const key = `${route.tenantId} ${route.sourceId} ${transport}`;
    const known = this.#sources.get(key) ?? { tenantId: route.tenantId, sourceId: route.sourceId, transport, dropped: 0, truncated: 0 };
    known.dropped += counted.dropped ?? 0;
    known.truncated += counted.truncated ?? 0;
    this.#sources.set(key, known);
  }

  /** Of very many strangers the later ones are only counted as refused, as are those that are gone before their address was known. */
  unknownPeer(transport: Transport, address: string, count = 1): void {
    const key = `${transport} ${address}`;
    const known = this.#peers.get(key);
    if (known) known.count += count;
    else if (address !== '' && this.#peers.size < SYSLOG_LIMITS.unknownPeersMax) this.#peers.set(key, { transport, address, count });
    else this.listener(transport, { refused: count });
  }

  listener(transport: Transport, counted: { refused?: number; kernelDrops?: number }): void {
    const known = this.#listeners.get(transport) ?? { transport, refused: 0, kernelDrops: 0 };
    known.refused += counted.refused ?? 0;
    known.kernelDrops += counted.kernelDrops ?? 0;
    this.#listeners.set(transport, known);
  }

  take(): TakenCounts {
    const taken = { sources: [...this.#sources.values()], unknownPeers: [...this.#peers.values()], listeners: [...this.#listeners.values()] };
    this.#sources = new Map();
    this.#peers = new Map();
    this.#listeners = new Map();
    return taken;
  }

  /** Counts that could not be written are counted again. */
  putBack({ sources, unknownPeers, listeners }: TakenCounts): void {
    for (const { transport, ...counted } of sources) this.source(counted, transport, counted);
    for (const { transport, address, count } of unknownPeers) this.unknownPeer(transport, address, count);
    for (const { transport, ...counted } of listeners) this.listener(transport, counted);
  }
}
