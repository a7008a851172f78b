import type { Metadata } from 'next';
import { ExceptionsScreen } from '@/components/exceptions/exceptions-screen';
import { getTranslator } from '@/components/i18n/server';
import { listExceptions } from '@/lib/exceptions/list-exceptions';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('exceptions'))('title') };
}

export default async function ExceptionsPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  return <ExceptionsScreen initial={await listExceptions(ctx)} meId={actor.id} canWrite={allows(actor.role, 'exception', 'write')} />;
}
