import 'server-only';
import { whatHappened } from '../detections/what-happened';
import { requirePermission, type Context } from '../platform/context';
import { activitiesOf, scopeOf } from './activities-of';
import type { TimelinePage } from './model';

const FIELDS = [
  '@timestamp', 'event.module', 'event.action', 'host.name', 'host.id', 'user.name', 'user.id', 'user.target.name', 'process.executable', 'process.command_line', 'process.target.executable', 'file.path',
  'registry.path', 'service.name', 'task.name', 'share.name', 'pipe.name', 'destination.ip', 'destination.port', 'destination.domain', 'url.full', 'source.ip', 'rule.name', 'script.text', 'message',
];
const PAGE = 100;

/** What happened on an endpoint or was done by an account, a page at a time from the newest. */
export async function assetTimeline(ctx: Context, kind: unknown, key: unknown, cursor: string | undefined, signal?: AbortSignal): Promise<TimelinePage> {
  requirePermission(ctx, 'activity', 'read');
  const page = await activitiesOf(ctx, await scopeOf(ctx, kind, key), { fields: FIELDS, limit: PAGE, cursor, signal });
  const items = page.hits.map(({ uuid, activity }) => {
    const a = { observedAt: 0, timeSource: 'record', family: 'unparsed', kind: 'other', ...activity } as const;
    return { uuid, at: a.observedAt, kind: a.kind, endpoint: a.endpointName ?? null, endpointKey: a.endpointKey ?? null, account: a.accountName ?? null, accountKey: a.accountKey ?? null, what: whatHappened(a)?.text ?? null };
  });
  return { items, partial: page.partial, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
}
