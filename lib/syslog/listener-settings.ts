import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535).optional();
const file = z.string().min(1).optional();

const schema = z.object({
  YAGURA_SYSLOG_HOST: z.string().min(1).optional(),
  YAGURA_SYSLOG_TCP_PORT: port,
  YAGURA_SYSLOG_UDP_PORT: port,
  YAGURA_SYSLOG_TLS_PORT: port,
  YAGURA_SYSLOG_TLS_CERT: file,
  YAGURA_SYSLOG_TLS_KEY: file,
  /** Given: senders must show a certificate that this authority signed. */
  YAGURA_SYSLOG_TLS_CLIENT_CA: file,
});

export interface TlsFiles { cert: string; key: string; clientCa?: string }

/** Which doors the listener opens; a port that is absent stays closed. */
export interface ListenerSettings { host?: string; tcpPort?: number; udpPort?: number; tlsPort?: number; tls?: TlsFiles }

/** The listener's settings from the environment. Throws an Error that names every variable that is wrong: TLS never starts without its certificate and key. */
export function listenerSettings(environment: Readonly<Record<string, string | undefined>> = process.env): ListenerSettings {
  const result = schema.safeParse(environment);
  if (!result.success) throw new Error(`Environment: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
  const { YAGURA_SYSLOG_HOST: host, YAGURA_SYSLOG_TCP_PORT: tcpPort, YAGURA_SYSLOG_UDP_PORT: udpPort, YAGURA_SYSLOG_TLS_PORT: tlsPort, ...tls } = result.data;
  return {
    ...(host === undefined ? {} : { host }), ...(tcpPort === undefined ? {} : { tcpPort }), ...(udpPort === undefined ? {} : { udpPort }),
    ...(tlsPort === undefined ? {} : { tlsPort, tls: tlsFiles(tls) }),
  };
}

function tlsFiles(named: Partial<Record<'YAGURA_SYSLOG_TLS_CERT' | 'YAGURA_SYSLOG_TLS_KEY' | 'YAGURA_SYSLOG_TLS_CLIENT_CA', string | undefined>>): TlsFiles {
  const { YAGURA_SYSLOG_TLS_CERT: cert, YAGURA_SYSLOG_TLS_KEY: key, YAGURA_SYSLOG_TLS_CLIENT_CA: clientCa } = named;
  if (!cert || !key) throw new Error('Environment: YAGURA_SYSLOG_TLS_PORT needs YAGURA_SYSLOG_TLS_CERT and YAGURA_SYSLOG_TLS_KEY, the files of a certificate and its key (PEM).');
  for (const [name, path] of Object.entries(named)) if (path !== undefined && !existsSync(path)) throw new Error(`Environment: ${name} names ${path}, which does not exist.`);
  return { cert, key, ...(clientCa === undefined ? {} : { clientCa }) };
}

/** The content of the files, for node:tls. */
export function readTlsFiles({ cert, key, clientCa }: TlsFiles): { cert: Buffer; key: Buffer; ca?: Buffer; requestCert?: boolean; rejectUnauthorized?: boolean } {
  const own = { cert: readFileSync(cert), key: readFileSync(key) };
  return clientCa === undefined ? own : { ...own, ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true };
}
