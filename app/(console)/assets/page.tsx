import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AssetsScreen } from '@/components/assets/assets-screen';
import { getTranslator } from '@/components/i18n/server';
import { listAssets } from '@/lib/assets/list-assets';
import { assetKeys, assetSearch, readAssetQuery } from '@/lib/assets/queries';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('assets'))('title') };
}

type Query = Record<string, string | string[] | undefined>;

export default async function AssetsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const url = new URLSearchParams(Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])));
  const search = assetSearch(url), client = new QueryClient();
  await client.prefetchInfiniteQuery({ queryKey: assetKeys.list(search), queryFn: () => listAssets(ctx, readAssetQuery(new URLSearchParams(search))), initialPageParam: undefined });
  return <HydrationBoundary state={dehydrate(client)}><AssetsScreen canWrite={allows(actor.role, 'asset', 'write')} /></HydrationBoundary>;
}
