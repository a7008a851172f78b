import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { SourcesScreen } from '@/components/sources/sources-screen';
import { listSources } from '@/lib/ingest/list-sources';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('sources'))('title') };
}

/** `?add` opens the guided set-up at once, for links from empty screens. */
export default async function SourcesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [ctx, { actor }, query] = [await currentContext(), await currentSession(), await searchParams];
  return <SourcesScreen initial={await listSources(ctx)} canWrite={allows(actor.role, 'source', 'write')} adding={query['add'] !== undefined} />;
}
