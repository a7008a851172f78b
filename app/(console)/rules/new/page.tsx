import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { RuleEditorScreen } from '@/components/rules/rule-editor-screen';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('rules'))('editor.newTitle') };
}

export default async function NewRulePage() {
  const { actor } = await currentSession();
  return <RuleEditorScreen rule={null} canWrite={allows(actor.role, 'rule', 'write')} />;
}
