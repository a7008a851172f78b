import 'server-only';
import type { Tx } from '../platform/tx';
import type { Criticality } from './model';

export type RaisedCriticality = Exclude<Criticality, 'normal'>;
export interface Keys { endpoints: readonly string[]; accounts: readonly string[] }
export interface Criticalities { endpoints: ReadonlyMap<string, RaisedCriticality>; accounts: ReadonlyMap<string, RaisedCriticality> }

/** How critical these are, by key; a merged one as the asset that it is part of. Normal ones and unknown ones are left out. */
export async function criticalityOf(tx: Tx, tenantId: number, { endpoints, accounts }: Keys): Promise<Criticalities> {
  const rows = await tx.$queryRaw<{ kind: string; key: string; criticality: RaisedCriticality }[]>`
    SELECT a.kind, a.key, coalesce(i.criticality, a.criticality) AS criticality FROM asset a LEFT JOIN asset i ON i.tenant_id = a.tenant_id AND i.kind = a.kind AND i.key = a.merged_into
    WHERE a.tenant_id = ${tenantId} AND ((a.kind = 'endpoint' AND a.key = ANY(${[...endpoints]}::text[])) OR (a.kind = 'account' AND a.key = ANY(${[...accounts]}::text[])))
      AND coalesce(i.criticality, a.criticality) <> 'normal'`;
  const ofKind = (kind: string): Map<string, RaisedCriticality> => new Map(rows.flatMap((row) => (row.kind === kind ? [[row.key, row.criticality]] : [])));
  return { endpoints: ofKind('endpoint'), accounts: ofKind('account') };
}
