import { resendNotifications } from '@/lib/notifications/resend-notifications';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => Response.json(await resendNotifications(ctx, await readJson(request))));
