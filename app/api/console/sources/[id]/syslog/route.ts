import { readJson } from '@/lib/platform/read-json';
import { getSyslogSource } from '@/lib/syslog/get-syslog-source';
import { setNetworks } from '@/lib/syslog/set-networks';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await getSyslogSource(ctx, params)));

export const PUT = consoleRoute<{ id: string }>(async (request, ctx, params) => Response.json(await setNetworks(ctx, params, await readJson(request))));
