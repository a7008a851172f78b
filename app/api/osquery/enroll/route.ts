import { authenticateToken } from '@/lib/ingest/authenticate';
import { enrollNode } from '@/lib/osquery/enroll-node';
import { enrollInput } from '@/lib/osquery/model';
import { jsonOf, osqueryRoute } from '@/lib/osquery/osquery-route';
import { parseInput } from '@/lib/platform/parse';

export const POST = osqueryRoute(async (body, ctx) => {
  const { enroll_secret: secret, host_identifier: hostIdentifier, host_details: hostDetails } = parseInput(enrollInput, jsonOf(body));
  const identity = await authenticateToken(secret === '' ? undefined : secret, 'Give it to osquery with --enroll_secret_path.');
  return { node_key: await enrollNode({ ...ctx, ...identity }, { hostIdentifier, hostDetails }), node_invalid: false };
});
