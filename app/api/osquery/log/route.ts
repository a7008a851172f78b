import { acceptLog } from '@/lib/osquery/accept-log';
import { NODE_INVALID, osqueryRoute } from '@/lib/osquery/osquery-route';

export const POST = osqueryRoute(async (body, ctx) => ((await acceptLog(ctx, body)).known ? {} : NODE_INVALID));
