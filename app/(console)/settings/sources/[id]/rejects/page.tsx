import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslator } from '@/components/i18n/server';
import { RejectsScreen } from '@/components/sources/rejects-screen';
import { listRejects } from '@/lib/ingest/list-rejects';
import { AppError } from '@/lib/platform/errors';
import { allows } from '@/lib/platform/permissions';
import { getSource } from '@/lib/settings/get-source';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('sources'))('columns.rejected') };
}

const GONE: readonly string[] = ['not_found', 'bad_request'];

export default async function RejectsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await currentContext();
  const { id } = await params;
  const source = await getSource(ctx, { id }).catch((thrown: unknown) => {
    if (thrown instanceof AppError && GONE.includes(thrown.code)) return null;
    throw thrown;
  });
  if (source === null) notFound();
  const { actor } = await currentSession();
  return <RejectsScreen sourceId={source.id} name={source.name} initial={await listRejects(ctx, source.id)} canWrite={allows(actor.role, 'source', 'write')} />;
}
