import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readTimeRange } from '@/components/filter/time-range-params';
import { getTranslator } from '@/components/i18n/server';
import { PAGE_ROWS } from '@/components/techniques/techniques-api';
import { TechniquesScreen } from '@/components/techniques/techniques-screen';
import { countTechniques } from '@/lib/detections/count-techniques';
import { getRecord } from '@/lib/detections/get-record';
import { listDetectionLines } from '@/lib/detections/list-detection-lines';
import { detectionKeys, detectionSearch, readDetectionQuery } from '@/lib/detections/queries';
import { summariseDetections } from '@/lib/detections/summarise-detections';
import { currentContext } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('techniques'))('title') };
}

type Query = Record<string, string | string[] | undefined>;

function readParams(query: Query): URLSearchParams {
  return new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((each) => [name, each]))));
}

export default async function TechniquesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [ctx, params] = [await currentContext(), readParams(await searchParams)];
  const search = detectionSearch(params), filter = readDetectionQuery(params, readTimeRange(params, ctx.clock.now().getTime()));
  const client = new QueryClient(), open = params.get('open');
  await Promise.all([
    client.fetchInfiniteQuery({ queryKey: detectionKeys.list(search), queryFn: () => listDetectionLines(ctx, { ...filter, cursor: undefined, limit: PAGE_ROWS }), initialPageParam: undefined as string | undefined }),
    client.fetchQuery({ queryKey: detectionKeys.summary(search), queryFn: () => summariseDetections(ctx, filter) }),
    // A record that is not there (any more) is the panel's to say, not the page's.
    open === null ? undefined : client.prefetchQuery({ queryKey: detectionKeys.record(open), queryFn: () => getRecord(ctx, open) }),
    params.get('view') === 'matrix' ? client.fetchQuery({ queryKey: detectionKeys.matrix(search), queryFn: () => countTechniques(ctx, filter) }) : undefined,
  ]);
  return <HydrationBoundary state={dehydrate(client)}><TechniquesScreen /></HydrationBoundary>;
}
