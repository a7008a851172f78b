import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslator } from '@/components/i18n/server';
import { collectProblems } from '@/components/rules/collect-problems';
import { readExcluded, rulesSearch, withoutExcluded } from '@/components/rules/rule-params';
import { rulesKeys } from '@/components/rules/rules-api';
import { RulesScreen } from '@/components/rules/rules-screen';
import { sortRules, USUAL_SORT } from '@/components/rules/sort-rules';
import { readSort } from '@/components/table/sort-param';
import { allows } from '@/lib/platform/permissions';
import { filterRules } from '@/lib/rules/filter-rules';
import { listRules } from '@/lib/rules/list-rules';
import { readRuleQuery } from '@/lib/rules/queries';
import { currentContext, currentSession } from '@/lib/users/current-context';

/** Rows that come with the page; the browser asks for the rest. */
const FIRST_ROWS = 120;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('rules'))('title') };
}

type Query = Record<string, string | string[] | undefined>;

export default async function RulesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [ctx, { actor }] = [await currentContext(), await currentSession()];
  const params = new URLSearchParams(Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])));
  const all = await listRules(ctx);
  const search = rulesSearch(params), sort = params.get('sort');
  const { rules, facets } = filterRules(all.rules, readRuleQuery(new URLSearchParams(search)));
  const shown = sortRules(withoutExcluded(rules, readExcluded(params)), sort === null ? USUAL_SORT : readSort(sort));
  const client = new QueryClient();
  client.setQueryData(rulesKeys.list(search), { ...all, imports: [], rules: shown.slice(0, FIRST_ROWS), facets, count: shown.length });
  client.setQueryData(rulesKeys.problems, collectProblems(all));
  return <HydrationBoundary state={dehydrate(client)}><RulesScreen canWrite={allows(actor.role, 'rule', 'write')} /></HydrationBoundary>;
}
