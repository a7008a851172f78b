import { checkReady } from '@/lib/health/check-ready';
import { TokenError } from '@/lib/ingest/authenticate';
import { authenticateHec } from '@/lib/ingest/authenticate-hec';
import { HEC, hecError, hecResponse } from '@/lib/ingest/hec-answers';
import { asAppError } from '@/lib/platform/errors';
import { requestId } from '@/lib/platform/ids';

export const dynamic = 'force-dynamic';

/** Whether records would be taken. A token is not needed; one that opens nothing is told so. */
export async function GET(request: Request): Promise<Response> {
  if (!(await checkReady())) return hecResponse(HEC.unhealthy);
  if (!request.headers.has('authorization')) return hecResponse(HEC.healthy);
  try {
    await authenticateHec(request);
    return hecResponse(HEC.healthy);
  } catch (thrown) {
    return thrown instanceof TokenError ? hecResponse({ ...HEC.invalidToken, status: 400 }, { details: thrown.message }) : hecError(asAppError(thrown), requestId());
  }
}
