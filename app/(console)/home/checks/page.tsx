import type { Metadata } from 'next';
import { ChecksScreen } from '@/components/home/checks-screen';
import { getTranslator } from '@/components/i18n/server';
import { currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('home'))('checks') };
}

export default async function ChecksPage() {
  await currentSession();
  return <ChecksScreen />;
}
