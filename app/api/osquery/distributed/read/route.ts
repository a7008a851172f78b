import { authenticateNode } from '@/lib/osquery/authenticate-node';
import { nodeInput } from '@/lib/osquery/model';
import { jsonOf, NODE_INVALID, osqueryRoute } from '@/lib/osquery/osquery-route';
import { parseInput } from '@/lib/platform/parse';

/** No query is ever sent to hosts this way. */
export const POST = osqueryRoute(async (body) => {
  const { node_key: key } = parseInput(nodeInput, jsonOf(body));
  return (await authenticateNode(key)) ? { queries: {}, node_invalid: false } : NODE_INVALID;
});
