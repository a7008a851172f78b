import { authenticateHec, hecChannel } from '@/lib/ingest/authenticate-hec';
import { HEC, hecError, HecError } from '@/lib/ingest/hec-answers';
import { listAcknowledgements } from '@/lib/ingest/list-acknowledgements';
import { route } from '@/lib/platform/http';
import { readJson } from '@/lib/platform/read-json';

const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** Which batches of a channel are safe. */
export const POST = route<object>({ authenticate: authenticateHec, respondError: hecError }, async (request, ctx) => {
  const channel = hecChannel(request);
  if (channel === undefined) throw new HecError(HEC.channelMissing);
  return Response.json({ acks: await listAcknowledgements(ctx, channel, await readJson(request, BODY_BYTES_MAX)) });
});
