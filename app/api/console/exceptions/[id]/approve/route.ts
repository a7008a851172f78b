import { approveException } from '@/lib/exceptions/approve-exception';
import { exceptionId } from '@/lib/exceptions/exception-id';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => Response.json(await approveException(ctx, exceptionId(id))));
