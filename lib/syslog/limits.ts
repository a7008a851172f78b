/** What the listener takes at once. Past them it stops reading, which slows TCP senders down; UDP cannot be slowed and is counted. */
export const SYSLOG_LIMITS = {
  /** A longer message is cut and counted. */
  frameBytesMax: 256 * 1024,
  connectionsMax: 2_000,
  connectionsPerPeerMax: 200,
  /** Messages of one source that are read but not yet committed. */
  queueBytesMax: 4 * 1024 * 1024,
  /** Those of all sources. */
  queuesBytesMax: 64 * 1024 * 1024,
  batchRecordsMax: 2_000,
  batchBytesMax: 1024 * 1024,
  /** How long a message waits for others. */
  batchMs: 300,
  /** Batches under way at once, over all sources. */
  batchesMax: 4,
  /** A message that began must end. */
  partialMs: 60_000,
  /** Senders keep idle connections for hours, and the common ones lose a message with each that is closed under them: keep-alive probes find the dead. */
  idleMs: 24 * 3_600_000,
  keepAliveMs: 60_000,
  handshakeMs: 10_000,
  /** On the way out: how long senders may go on sending, how long storing may take. */
  drainMs: 1_000,
  flushMs: 15_000,
  unknownPeersMax: 1_000,
} as const;
export type SyslogLimits = { readonly [K in keyof typeof SYSLOG_LIMITS]: number };

/** How often addresses are read from the database, and counts written to it. */
export const REFRESH_MS = 5_000;
/** A listener that has not written for so long is not there. */
export const LISTENER_SILENT_MS = 60_000;
export const NETWORKS_PER_SOURCE_MAX = 64;
