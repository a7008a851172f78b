import { exportSearch } from '@/lib/searches/export-search';
import { columnsOf } from '@/lib/searches/queries';
import { consoleRoute } from '@/lib/users/console-route';
import { readQuestion } from '../read-question';

/** The whole result as a file: `?format=csv|ndjson&zone=Asia/Tokyo`; `&all=1` takes every field, not only the columns shown. */
export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams;
  const wanted = { format: params.get('format'), zone: params.get('zone') ?? 'UTC', fields: params.has('all') ? [] : columnsOf(params) };
  const { type, format, text } = await exportSearch(ctx, readQuestion(params, ctx), wanted, request.signal);
  const stamp = ctx.clock.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return new Response(bytesOf(text), { headers: { 'content-type': type, 'content-disposition': `attachment; filename="yagura-search-${stamp}Z.${format}"`, 'x-content-type-options': 'nosniff' } });
});

/** Pulled as fast as the reader takes it. */
function bytesOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() { await text.return(undefined); },
  });
}
