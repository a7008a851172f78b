import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { CorrelationView } from '@/components/system/system-api';
import { SystemScreen } from '@/components/system/system-screen';
import { correlationHealth } from '@/lib/alerts/correlation-health';
import { allows } from '@/lib/platform/permissions';
import { getRetention } from '@/lib/retention/get-retention';
import { getStorage } from '@/lib/storage/get-storage';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('system'))('title') };
}

export default async function SystemPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const [storage, retention, correlation] = await Promise.all([getStorage(ctx), getRetention(ctx), correlationHealth(ctx)]);
  return <SystemScreen storage={storage} retention={retention} correlation={CorrelationView.parse(correlation)} canWrite={allows(actor.role, 'system', 'write')} />;
}
