import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslator } from '@/components/i18n/server';
import { SourcePage } from '@/components/sources/source-page';
import { getSourceStats } from '@/lib/ingest/get-source-stats';
import { AppError } from '@/lib/platform/errors';
import { allows } from '@/lib/platform/permissions';
import { getSourceSettings } from '@/lib/settings/get-source-settings';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('sources'))('columns.name') };
}

const GONE: readonly string[] = ['not_found', 'bad_request'];

export default async function SourceDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { actor }, { id }] = [await currentContext(), await currentSession(), await params];
  const settings = await getSourceSettings(ctx, { id }).catch((thrown: unknown) => {
    if (thrown instanceof AppError && GONE.includes(thrown.code)) return null;
    throw thrown;
  });
  if (settings === null) notFound();
  return <SourcePage initialSettings={settings} initialStats={await getSourceStats(ctx, settings.id)} canWrite={allows(actor.role, 'source', 'write')} />;
}
