import { getSourceStats } from '@/lib/ingest/get-source-stats';
import { getSource } from '@/lib/settings/get-source';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await getSourceStats(ctx, (await getSource(ctx, params)).id)));
