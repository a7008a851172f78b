import type { Metadata } from 'next';
import { HomeView } from '@/components/home/home-api';
import { HomeScreen } from '@/components/home/home-screen';
import { getTranslator } from '@/components/i18n/server';
import { getHome } from '@/lib/checks/get-home';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('home'))('title') };
}

export default async function HomePage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  return <HomeScreen initial={HomeView.parse(await getHome(ctx))} canCheck={allows(actor.role, 'alert', 'write')} />;
}
