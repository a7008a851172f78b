import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { NotificationsScreen } from '@/components/notifications/notifications-screen';
import { listTargets } from '@/lib/notifications/list-targets';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('notifications'))('title') };
}

export default async function NotificationsPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const initial = allows(actor.role, 'notification', 'read') ? await listTargets(ctx) : null;
  return <NotificationsScreen initial={initial} canWrite={allows(actor.role, 'notification', 'write')} canAllowPrivate={allows(actor.role, 'system', 'write')} />;
}
