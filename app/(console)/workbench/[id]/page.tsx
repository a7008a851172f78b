import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { AlertView, alertQuery } from '@/components/alert/alert-data';
import { AlertScreen } from '@/components/alert/alert-screen';
import { shortParams } from '@/components/alert/story-text';
import { getMessage } from '@/components/i18n/server';
import { getAlert } from '@/lib/alerts/get-alert';
import { AppError } from '@/lib/platform/errors';
import { allows } from '@/lib/platform/permissions';
import { currentContext, currentSession } from '@/lib/users/current-context';
import './alert-page.css';

interface Props { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Undefined when there is no such alert in this tenant. */
const loadAlert = cache(async (id: string): Promise<AlertView | undefined> => {
  try {
    return AlertView.parse(await getAlert(await currentContext(), id));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const view = await loadAlert(id);
  if (view === undefined) return { title: id };
  const { key, params: values } = view.alert.content.title;
  return { title: `${view.alert.score} · ${(await getMessage())(`story.${key}`, shortParams(values))}` };
}

export default async function AlertRoute({ params, searchParams }: Props) {
  const { actor } = await currentSession();
  const { id } = await params;
  const view = await loadAlert(id);
  if (view === undefined) notFound();
  if (view.alert.id !== id) redirect(`/workbench/${view.alert.id}${queryOf(await searchParams)}`);
  const client = new QueryClient();
  client.setQueryData(alertQuery(id).queryKey, view);
  const may = { change: allows(actor.role, 'alert', 'write'), note: allows(actor.role, 'note', 'write') };
  return <HydrationBoundary state={dehydrate(client)}><AlertScreen id={id} me={{ id: actor.id, name: actor.name }} may={may} /></HydrationBoundary>;
}

/** A joined alert keeps the view that the link asked for. */
function queryOf(query: Awaited<Props['searchParams']>): string {
  const params = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])));
  return params.size === 0 ? '' : `?${params.toString()}`;
}
