import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { RuleEditorScreen } from '@/components/rules/rule-editor-screen';
import { draftRule } from '@/components/search/rule-draft';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('rules'))('editor.newTitle') };
}

/** `?q=` holds a search that the rule is to begin from; one that cannot be a rule counts as absent. */
export default async function NewRulePage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const { actor } = await currentSession(), { q } = await searchParams;
  const draft = typeof q === 'string' ? draftRule(q) : undefined;
  return <RuleEditorScreen rule={null} canWrite={allows(actor.role, 'rule', 'write')} draft={draft !== undefined && 'text' in draft ? draft.text : undefined} />;
}
