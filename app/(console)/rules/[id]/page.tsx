import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { loadRule } from '@/app/(console)/rules/load-rule';
import { RulePage } from '@/components/rules/rule-page';
import { rulesKeys } from '@/components/rules/rules-api';
import { allows } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

interface Props { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadRule(id))?.title ?? id };
}

export default async function RuleRoute({ params }: Props) {
  const { actor } = await currentSession();
  const rule = await loadRule((await params).id);
  if (rule === undefined) notFound();
  const client = new QueryClient();
  client.setQueryData(rulesKeys.detail(rule.id), rule);
  return <HydrationBoundary state={dehydrate(client)}><RulePage id={rule.id} canWrite={allows(actor.role, 'rule', 'write')} /></HydrationBoundary>;
}
