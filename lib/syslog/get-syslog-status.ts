import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { LISTENER_SILENT_MS } from './limits';
import type { SyslogStatus } from './model';
import { findListeners, findUnknownPeers } from './store';

const PEERS_SHOWN_MAX = 100;

/** The listener of this installation, and the strangers that knocked: they belong to no tenant, so only those who may see the system see them. */
export async function getSyslogStatus(ctx: Context): Promise<SyslogStatus> {
  requirePermission(ctx, 'system', 'read');
  const [listeners, unknownPeers] = await Promise.all([findListeners(), findUnknownPeers(PEERS_SHOWN_MAX)]);
  const silentSince = ctx.clock.now().getTime() - LISTENER_SILENT_MS;
  return {
    listeners: listeners.map((listener) => (listener.error === null && Date.parse(listener.updatedAt) < silentSince ? { ...listener, error: 'The worker does not answer.' } : listener)),
    unknownPeers,
  };
}
