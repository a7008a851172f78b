import { z } from 'zod';
import { NETWORKS_PER_SOURCE_MAX } from './limits';

export const TRANSPORTS = ['tcp', 'tls', 'udp'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Whose records an address sends. */
export interface SyslogRoute { tenantId: number; sourceId: number; name: string; paused: boolean }

export const syslogSourceInput = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });
export const setNetworksInput = z.strictObject({
  networks: z.array(z.string().trim().min(1).max(50)).max(NETWORKS_PER_SOURCE_MAX, `must be at most ${NETWORKS_PER_SOURCE_MAX}`),
});

/** The addresses of a source, and what the listener had to give up of it. */
export interface SyslogSource { networks: string[]; counts: { transport: string; dropped: number; truncated: number; updatedAt: string }[] }

export interface ListenerState { transport: string; port: number; connections: number; refused: number; kernelDrops: number; error: string | null; updatedAt: string }
export interface UnknownPeer { transport: string; address: string; count: number; firstSeen: string; lastSeen: string }

/** The listener as a whole; addresses that belong to no source are how an operator finds out whom to name. */
export interface SyslogStatus { listeners: ListenerState[]; unknownPeers: UnknownPeer[] }
