import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { AddSourceScreen } from '@/components/sources/add-source-screen';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('sources'))('addTitle') };
}

export default async function AddSourcePage() {
  const { actor } = await currentSession();
  return <AddSourceScreen canWrite={allows(actor.role, 'source', 'write')} />;
}
