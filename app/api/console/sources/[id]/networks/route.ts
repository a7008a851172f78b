import { getSourceSyslog } from '@/lib/settings/get-source-syslog';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await getSourceSyslog(ctx, params)));
