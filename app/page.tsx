import { redirect } from 'next/navigation';
import { currentSession } from '@/lib/users/current-context';
import { isFirstRun } from '@/lib/users/is-first-run';
import { START_PATH } from '@/lib/users/safe-next';

// Whether there is a user is asked of the database at each visit, never at build.
export const dynamic = 'force-dynamic';

export default async function RootPage() {
  if (await isFirstRun()) redirect('/setup');
  await currentSession();
  redirect(START_PATH);
}
