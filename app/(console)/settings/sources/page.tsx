import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslator } from '@/components/i18n/server';
import { SourcesScreen } from '@/components/sources/sources-screen';
import { listSources } from '@/lib/ingest/list-sources';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('sources'))('title') };
}

/** `?add` leads to the guided set-up, for links from empty screens. */
export default async function SourcesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  if ((await searchParams)['add'] !== undefined) redirect('/settings/sources/add');
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  return <SourcesScreen initial={await listSources(ctx)} canWrite={allows(actor.role, 'source', 'write')} />;
}
