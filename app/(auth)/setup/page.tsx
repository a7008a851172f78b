import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SetupForm } from '@/components/auth/setup-form';
import { getTranslator } from '@/components/i18n/server';
import { isFirstRun } from '@/lib/users/is-first-run';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/users/model';
import { START_PATH } from '@/lib/users/safe-next';

// Whether there is a user is asked of the database at each visit, never at build.
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('auth'))('setupTitle') };
}

export default async function SetupPage() {
  if (!(await isFirstRun())) redirect('/sign-in');
  return <SetupForm next={START_PATH} passwordLengthMin={PASSWORD_LENGTH_MIN} passwordLengthMax={PASSWORD_LENGTH_MAX} />;
}
