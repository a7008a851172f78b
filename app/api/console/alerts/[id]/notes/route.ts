import { addNote } from '@/lib/alerts/add-note';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await addNote(ctx, id, await readJson(request)), { status: 201 }));
