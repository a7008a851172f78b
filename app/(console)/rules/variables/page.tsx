import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { VariablesScreen } from '@/components/rules/variables-screen';
import { allows } from '@/lib/platform/permissions';
import { listVariables } from '@/lib/rules/list-variables';
import { currentContext, currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('rules'))('vars.title') };
}

export default async function VariablesPage() {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  return <VariablesScreen initial={await listVariables(ctx)} canWrite={allows(actor.role, 'rule', 'write')} />;
}
