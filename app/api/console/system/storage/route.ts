import { getStorage } from '@/lib/storage/get-storage';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await getStorage(ctx)));
