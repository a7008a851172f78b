import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { ImportScreen } from '@/components/sources/import/import-screen';
import { listSources } from '@/lib/ingest/list-sources';
import { allows } from '@/lib/platform/permissions';
import { listImports } from '@/lib/settings/list-imports';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('imports'))('title') };
}

export default async function ImportPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const sources = (await listSources(ctx)).map(({ id, name }) => ({ id, name }));
  return <ImportScreen sources={sources} initial={await listImports(ctx)} canWrite={allows(actor.role, 'source', 'write')} />;
}
