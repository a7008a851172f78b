'use client';
import { AssetLink } from './asset-link';

const NONE = <span className="text-content-tertiary">—</span>;

export function AccountCell({ row }: { row: { account: string | null; accountKey: string | null } }) {
  if (row.account === null) return NONE;
  return row.accountKey === null ? row.account : <AssetLink kind="account" assetKey={row.accountKey}>{row.account}</AssetLink>;
}

export function EndpointCell({ row }: { row: { endpoint: string | null; endpointKey: string | null } }) {
  const name = row.endpoint ?? row.endpointKey;
  if (name === null) return NONE;
  return row.endpointKey === null ? name : <AssetLink kind="endpoint" assetKey={row.endpointKey}>{name}</AssetLink>;
}
