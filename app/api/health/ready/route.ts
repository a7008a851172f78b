import { checkReady } from '@/lib/health/check-ready';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const ready = await checkReady();
  return Response.json({ status: ready ? 'ready' : 'no database' }, { status: ready ? 200 : 503 });
}
