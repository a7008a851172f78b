import { authenticateNode } from '@/lib/osquery/authenticate-node';
import { nodeInput } from '@/lib/osquery/model';
import { NODE_CONFIG } from '@/lib/osquery/node-config';
import { jsonOf, NODE_INVALID, osqueryRoute } from '@/lib/osquery/osquery-route';
import { parseInput } from '@/lib/platform/parse';

export const POST = osqueryRoute(async (body) => {
  const { node_key: key } = parseInput(nodeInput, jsonOf(body));
  return (await authenticateNode(key)) ? { ...NODE_CONFIG, node_invalid: false } : NODE_INVALID;
});
