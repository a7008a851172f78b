import { getSyslogStatus } from '@/lib/syslog/get-syslog-status';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await getSyslogStatus(ctx)));
