import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { setNetworksInput, syslogSourceInput, type SyslogSource } from './model';
import { parseNetwork } from './network';
import { findCounts, findNetworks, replaceNetworks, sourceExists } from './store';

/** PostgreSQL's words for a network that this tenant has given to another source, and for one that overlaps with another tenant's. */
const TAKEN_HERE = /23505|syslog_network_tenant_id_network_key/;
const TAKEN_ELSEWHERE = /23P01|is taken/;

/** Says from which addresses a source's syslog comes. The listener follows within seconds. */
export async function setNetworks(ctx: Context, source: unknown, input: unknown): Promise<SyslogSource> {
  requirePermission(ctx, 'source', 'write');
  const { id } = parseInput(syslogSourceInput, source);
  const { networks } = parseInput(setNetworksInput, input);
  const wrong = networks.find((network) => parseNetwork(network) === undefined);
  if (wrong !== undefined) throw new AppError('bad_request', `"${wrong}" is no address or network, such as 10.1.0.7 or 10.1.0.0/16.`, { fields: { networks: wrong } });
  return refusingTaken(() => tenantTx(ctx.tenantId, async (tx) => {
    if (!(await sourceExists(tx, ctx.tenantId, id))) throw new AppError('not_found', 'There is no such source.');
    const before = await findNetworks(tx, ctx.tenantId, id);
    await replaceNetworks(tx, ctx.tenantId, id, [...new Set(networks)]);
    const after = await findNetworks(tx, ctx.tenantId, id);
    await writeAudit(tx, ctx, { action: 'source.networks_set', objectKind: 'source', objectId: String(id), before: { networks: before }, after: { networks: after } });
    return { networks: after, counts: await findCounts(tx, ctx.tenantId, id) };
  }));
}

async function refusingTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const said = thrown instanceof Error ? `${thrown.message} ${JSON.stringify(thrown)}` : '';
    if (TAKEN_HERE.test(said)) throw new AppError('conflict', 'One of these networks belongs to another source already, or is named twice.', { cause: thrown });
    if (TAKEN_ELSEWHERE.test(said)) throw new AppError('conflict', 'One of these networks is not free on this installation.', { cause: thrown });
    throw thrown;
  }
}
