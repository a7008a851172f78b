import { gzipSync } from 'node:zlib';
import { newSource, type TestSource } from './sender';
import { newTenant, type TestTenant } from '../support/database';

export type BulkTenant = TestSource & Pick<TestTenant, 'ctx'>;

export async function newBulkSource(options: Parameters<typeof newSource>[1] = {}): Promise<BulkTenant> {
  const { tenantId, ctx } = await newTenant();
  return { ...(await newSource(tenantId, options)), ctx };
}

export const apiKey = (token: string): string => `ApiKey ${Buffer.from(`yagura:${token}`).toString('base64')}`;

interface ItemFate { _index: string; _id?: string; status: number; result?: string; error?: { type: string; reason: string } }
export interface BulkAnswer { status: number; text: string; errors: boolean; items: { operation: string; fate: ItemFate }[]; headers: Headers }

interface BulkOptions { headers?: Record<string, string>; gzip?: boolean; method?: string }

/** Speaks the bulk dialect to an address. */
export async function bulk(address: string, { token }: { token: string }, body: string | Uint8Array, { headers = {}, gzip = false, method = 'POST' }: BulkOptions = {}): Promise<BulkAnswer> {
  const response = await fetch(address, { method, headers: { authorization: apiKey(token), 'content-type': 'application/x-ndjson', ...headers }, body: (gzip ? gzipSync(body) : body) as BodyInit });
  const text = await response.text();
  const parsed = JSON.parse(text) as { errors?: boolean; items?: Record<string, ItemFate>[] };
  const items = (parsed.items ?? []).flatMap((item) => Object.entries(item).map(([operation, fate]) => ({ operation, fate })));
  return { status: response.status, text, errors: parsed.errors ?? false, items, headers: response.headers };
}

export const statuses = ({ items }: BulkAnswer): number[] => items.map(({ fate }) => fate.status);

/** Actions and documents, one line each. */
export const lines = (...parts: readonly unknown[]): string => parts.map((part) => `${typeof part === 'string' ? part : JSON.stringify(part)}\n`).join('');
