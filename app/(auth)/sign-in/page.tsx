import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/auth/sign-in-form';
import { getTranslator } from '@/components/i18n/server';
import { hasSession } from '@/lib/users/current-context';
import { isFirstRun } from '@/lib/users/is-first-run';
import { safeNext } from '@/lib/users/safe-next';

// Whether there is a user is asked of the database at each visit, never at build.
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('auth'))('signIn') };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  if (await isFirstRun()) redirect('/setup');
  const { next: asked } = await searchParams;
  const next = safeNext(typeof asked === 'string' ? asked : null);
  if (await hasSession()) redirect(next);
  return <SignInForm next={next} />;
}
