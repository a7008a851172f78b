import { gzipSync } from 'node:zlib';
import { POST } from '../../app/api/ingest/events/route';
import { newToken } from '../../lib/access/tokens';
import type { IngestAnswer } from '../../lib/ingest/model';
import { tenantTx } from '../../lib/platform/tx';

export interface TestSource { tenantId: number; sourceId: number; token: string }

interface SourceOptions { clockSkewSeconds?: number; pausedAt?: Date; expiresAt?: Date; revokedAt?: Date }

/** A source with one token. */
export async function newSource(tenantId: number, { expiresAt, revokedAt, ...source }: SourceOptions = {}): Promise<TestSource> {
  const token = newToken('ygi', tenantId);
  const { id } = await tenantTx(tenantId, async (tx) => {
    const made = await tx.source.create({ data: { tenantId, name: 'Endpoints', product: 'windows', ...source } });
    await tx.ingestToken.create({
      data: { tenantId, sourceId: made.id, hash: new Uint8Array(token.hash), prefix: token.prefix, expiresAt: expiresAt ?? null, revokedAt: revokedAt ?? null },
    });
    return made;
  });
  return { tenantId, sourceId: id, token: token.text };
}

export interface SendOptions { query?: string; headers?: Record<string, string>; gzip?: boolean; token?: string }

/** Sends a body through the real route. */
export async function post(source: { token: string }, body: Uint8Array | string | ReadableStream<Uint8Array>, options: SendOptions = {}): Promise<Response> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const sent = options.gzip && bytes instanceof Uint8Array ? gzipSync(bytes) : bytes;
  const request = new Request(`http://localhost/api/ingest/events${options.query ?? ''}`, {
    method: 'POST', headers: { authorization: `Bearer ${options.token ?? source.token}`, ...options.headers }, body: sent as BodyInit, duplex: 'half',
  } as RequestInit);
  return POST(request, { params: Promise.resolve({}) });
}

/** Sends a body that must be accepted. */
export async function send(source: TestSource, body: Uint8Array | string, options: SendOptions = {}): Promise<IngestAnswer> {
  const response = await post(source, body, options);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as IngestAnswer;
}

/** The public text of a refusal. */
export async function refusal(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
}

/** A Sysmon process start as NXLog writes it, on an invented host. */
export function processStart(number: number, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', SourceName: 'Microsoft-Windows-Sysmon', Hostname: 'PC-SATO.koyama.example',
    EventTime: '2026-11-20 09:00:00', UtcTime: `2026-11-20 00:00:${String(number % 60).padStart(2, '0')}.${String(number % 1000).padStart(3, '0')}`,
    ProcessGuid: `{00000000-0000-0000-0000-${String(number).padStart(12, '0')}}`, ProcessId: 4000 + number, Image: 'C:\\Windows\\System32\\notepad.exe',
    CommandLine: `notepad.exe "C:\\Users\\sato\\memo ${number}.txt"`, User: 'KOYAMA\\sato', LogonId: '0x3e7a1', IntegrityLevel: 'Medium',
    ParentImage: 'C:\\Windows\\explorer.exe', ParentProcessGuid: '{00000000-0000-0000-0000-00000000aaaa}', ParentProcessId: 900, ...extra,
  };
}

export const ndjson = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record) + '\n').join('');
