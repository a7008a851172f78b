import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { ApiKeysScreen } from '@/components/settings/api-keys-screen';
import { listApiKeys } from '@/lib/access/list-api-keys';
import { allows, ROLES } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('apiKeys'))('title') };
}

export default async function ApiKeysPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const initial = allows(actor.role, 'api_key', 'read') ? await listApiKeys(ctx) : null;
  return <ApiKeysScreen initial={initial} roles={ROLES} canWrite={allows(actor.role, 'api_key', 'write')} />;
}
