import { notFound, redirect } from 'next/navigation';
import { AssetScreen } from '@/components/assets/asset-screen';
import type { AssetKind } from '@/lib/assets/model';
import { assetPath } from '@/lib/assets/queries';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';
import { loadAsset } from './load-asset';

/** The page of one asset; that of a merged one is the page of what it was merged into. */
export async function AssetRoute({ kind, part }: { kind: AssetKind; part: string }) {
  const { actor } = await currentSession();
  const asset = await loadAsset(kind, part);
  if (asset === undefined) notFound();
  if (asset.mergedInto !== null) redirect(assetPath(kind, asset.mergedInto));
  return <AssetScreen key={asset.key} initial={asset} canWrite={allows(actor.role, 'asset', 'write')} />;
}
