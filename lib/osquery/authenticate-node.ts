import 'server-only';
import { readToken } from '../access/tokens';
import { orBusy } from '../ingest/database-gone';
import { AppError } from '../platform/errors';
import type { Identity } from '../platform/http';
import { tenantTx } from '../platform/tx';
import { findNode } from './store';

/** Whom a node key speaks for. Undefined: nobody here gave out this key, and the host must enroll again; all else is an error that passes. */
export async function authenticateNode(nodeKey: string): Promise<Identity | undefined> {
  const token = readToken(nodeKey);
  if (token?.kind !== 'ygn') return undefined;
  const { tenantId, hash } = token;
  const node = await orBusy(() => tenantTx(tenantId, (tx) => findNode(tx, tenantId, hash)));
  if (!node) return undefined;
  const { source } = node;
  if (source.pausedAt) throw new AppError('forbidden', `The source "${source.name}" is paused. Resume it in the console.`);
  return { tenantId, actor: { kind: 'source', id: source.id, name: source.name } };
}
