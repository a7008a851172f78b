/** Where a shipper sends to: this console's address as the reader sees it, and the source's token. */
export interface Target {
  url: string;
  host: string;
  /** Always written out: some shippers have a default of their own. */
  port: number;
  tls: boolean;
  token: string;
  /** Ports on which syslog is listened for; absent while none is. */
  syslog: { tcp?: number; udp?: number; tls?: number };
}

/** What has to be known beside the configuration; keys of `sources.notes`. */
export type Note = 'zeekJson' | 'osqueryTls' | 'osquerySecret' | 'syslogAddress' | 'relay' | 'bulkQueue' | 'beatsService' | 'hecAck' | 'resend' | 'eveFile' | 'vendorMenu' | 'visionOne';

/** One way to feed a source. `version`: the releases whose documentation it was checked against. */
export interface Variant {
  id: string;
  label: string;
  version?: string;
  /** Where the text belongs. */
  file?: string;
  notes?: readonly Note[];
  text: (target: Target) => string;
}

export interface SetUp {
  group: 'endpoints' | 'network' | 'shippers' | 'byHand';
  /** Known by the sender's address, not by a token. */
  syslog?: boolean;
  variants: readonly [Variant, ...Variant[]];
}

/** The instance behind an address, with its port spelled out. */
export function targetOf(origin: string, token: string, syslog: Target['syslog'] = {}): Target {
  const { protocol, hostname, port } = new URL(origin);
  const tls = protocol === 'https:';
  return { url: origin, host: hostname, port: Number(port) || (tls ? 443 : 80), tls, token, syslog };
}

export const events = (target: Target): string => `${target.url}/api/ingest/events`;
