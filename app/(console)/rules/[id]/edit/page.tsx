import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslator } from '@/components/i18n/server';
import { loadRule } from '@/app/(console)/rules/load-rule';
import { RuleEditorScreen } from '@/components/rules/rule-editor-screen';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

interface Props { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: (await getTranslator('rules'))('editor.editTitle', { title: (await loadRule(id))?.title ?? id }) };
}

export default async function EditRulePage({ params }: Props) {
  const { actor } = await currentSession();
  const rule = await loadRule((await params).id);
  if (rule === undefined) notFound();
  const { id, title, text, origin } = rule;
  return <RuleEditorScreen rule={{ id, title, text, origin }} canWrite={allows(actor.role, 'rule', 'write')} />;
}
