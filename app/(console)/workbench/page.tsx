import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { WorkbenchPage, workbenchPages } from '@/components/workbench/workbench-data';
import { workbenchFilter } from '@/components/workbench/workbench-params';
import { WorkbenchScreen } from '@/components/workbench/workbench-screen';
import { listAlerts } from '@/lib/alerts/list-alerts';
import { readAlertQuery } from '@/lib/alerts/queries';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('workbench'))('title') };
}

type Query = Record<string, string | string[] | undefined>;

export default async function WorkbenchListPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [ctx, { user, actor }] = [await currentContext(), await currentSession()];
  const url = new URLSearchParams(Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])));
  const client = new QueryClient();
  await client.prefetchInfiniteQuery(workbenchPages(workbenchFilter(url), async (query) => WorkbenchPage.parse(await listAlerts(ctx, readAlertQuery(query)))));
  return <HydrationBoundary state={dehydrate(client)}><WorkbenchScreen me={{ id: actor.id, name: user.name }} canWrite={allows(actor.role, 'alert', 'write')} /></HydrationBoundary>;
}
