import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { PackedRules, RuleContent } from './thread-types';

const compress = promisify(gzip);

/** Equal content has equal keys, so tenants with the same rules share one compiled set. */
export async function packRules(content: RuleContent): Promise<PackedRules> {
  const text = JSON.stringify(content);
  const packed = await compress(text, { level: 1 });
  const bytes = new Uint8Array(new SharedArrayBuffer(packed.length));
  bytes.set(packed);
  return { key: createHash('sha256').update(text).digest('base64'), bytes };
}

export function unpackRules({ bytes }: PackedRules): RuleContent {
  return JSON.parse(gunzipSync(new Uint8Array(bytes)).toString('utf8')) as RuleContent;
}
