import { gzipSync } from 'node:zlib';
import { newSource, type TestSource } from './sender';
import { newTenant, type TestTenant } from '../support/database';

export type HecTenant = TestSource & Pick<TestTenant, 'ctx'>;

export async function newHecSource(options: Parameters<typeof newSource>[1] = {}): Promise<HecTenant> {
  const { tenantId, ctx } = await newTenant();
  return { ...(await newSource(tenantId, options)), ctx };
}

interface HecOptions { headers?: Record<string, string>; gzip?: boolean; method?: string }

export interface HecAnswer { status: number; body: { text: string; code: number; ackId?: number; acks?: Record<string, boolean>; details?: string; 'invalid-event-number'?: number } }

/** Speaks the collector's dialect to an address. */
export async function hec(address: string, { token }: { token: string }, body: string | Uint8Array | null, { headers = {}, gzip = false, method = 'POST' }: HecOptions = {}): Promise<HecAnswer> {
  const sent = body !== null && gzip ? gzipSync(body) : body;
  const response = await fetch(address, { method, headers: { authorization: `Splunk ${token}`, ...headers }, body: sent as BodyInit | null });
  return { status: response.status, body: (await response.json()) as HecAnswer['body'] };
}

export const CHANNEL = '4f0c8a52-7f0e-4b43-9c6e-3e2c81f6d001';
