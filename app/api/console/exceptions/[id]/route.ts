import { changeException } from '@/lib/exceptions/change-exception';
import { exceptionId } from '@/lib/exceptions/exception-id';
import { getException } from '@/lib/exceptions/get-exception';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

interface Params { id: string }

export const GET = consoleRoute<Params>(async (_request, ctx, { id }) => Response.json(await getException(ctx, exceptionId(id))));

export const PATCH = consoleRoute<Params>(async (request, ctx, { id }) => Response.json(await changeException(ctx, exceptionId(id), await readJson(request))));
