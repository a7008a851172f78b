import { deliveryDeps } from '@/lib/notifications/delivery-deps';
import { readTargetId } from '@/lib/notifications/read-target-id';
import { testTarget } from '@/lib/notifications/test-target';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => Response.json(await testTarget(ctx, readTargetId(id), deliveryDeps())));
