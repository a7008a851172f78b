import { demoProgress, loadDemo } from '@/lib/demo/load-demo';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(demoProgress(ctx)));

export const POST = consoleRoute(async (_request, ctx) => Response.json(await loadDemo(ctx), { status: 202 }));
