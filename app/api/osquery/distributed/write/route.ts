import { authenticateNode } from '@/lib/osquery/authenticate-node';
import { nodeInput } from '@/lib/osquery/model';
import { jsonOf, NODE_INVALID, osqueryRoute } from '@/lib/osquery/osquery-route';
import { parseInput } from '@/lib/platform/parse';

/** Answers to queries that nobody asked: taken and forgotten, so that the host does not send them again. */
export const POST = osqueryRoute(async (body) => {
  const { node_key: key } = parseInput(nodeInput, jsonOf(body));
  return (await authenticateNode(key)) ? {} : NODE_INVALID;
});
