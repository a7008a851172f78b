import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { SearchScreen } from '@/components/search/search-screen';
import { requirePermission } from '@/lib/platform/context';
import { currentContext } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('search'))('title') };
}

/** The frame comes at once and the answers after it: a search may take seconds, and the reader must be able to stop it. */
export default async function SearchPage() {
  requirePermission(await currentContext(), 'activity', 'read');
  return <SearchScreen />;
}
