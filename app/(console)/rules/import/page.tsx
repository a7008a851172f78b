import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { ImportScreen } from '@/components/rules/import-screen';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('rules'))('import.title') };
}

export default async function ImportRulesPage() {
  const { actor } = await currentSession();
  return <ImportScreen canWrite={allows(actor.role, 'rule', 'write')} canReadFolders={allows(actor.role, 'system', 'write')} />;
}
