import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { activitiesOf, scopeOf } from './activities-of';
import type { LogonPage } from './model';

const FIELDS = ['@timestamp', 'event.action', 'host.name', 'host.id', 'user.name', 'user.id', 'winlog.logon.type', 'source.ip', 'source.domain'];
const PAGE = 50;

/** Logons on an endpoint, or of an account, the newest first; failed ones too. */
export async function listLogons(ctx: Context, kind: unknown, key: unknown, cursor: string | undefined, signal?: AbortSignal): Promise<LogonPage> {
  requirePermission(ctx, 'activity', 'read');
  const scope = await scopeOf(ctx, kind, key);
  const page = await activitiesOf(ctx, scope, { query: '(event.action:"logon" or event.action:"logon_failure")', fields: FIELDS, limit: PAGE, cursor, signal });
  const items = page.hits.map(({ uuid, activity: a }) => ({
    uuid, at: a.observedAt ?? 0, account: a.accountName ?? null, accountKey: a.accountKey ?? null, endpoint: a.endpointName ?? null, endpointKey: a.endpointKey ?? null,
    type: a.logonType ?? null, from: a.sourceAddress ?? null, fromHost: a.sourceHost ?? null, failed: a.kind !== 'logon',
  }));
  return { items, partial: page.partial, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
}
