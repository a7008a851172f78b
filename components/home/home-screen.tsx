'use client';
import { useQuery } from '@tanstack/react-query';
import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommands } from '../shell/commands';
import { LoadDemoButton } from '../sources/load-demo-button';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { AlertShelf } from './alert-shelf';
import { CheckDialog } from './check-dialog';
import { CheckLog } from './check-log';
import { DetectionsSince } from './detections-since';
import { homeQuery, type HomeView } from './home-api';
import { OpenCounts } from './open-counts';
import { SilentSources } from './silent-sources';

/** The first page: what changed since the last check, what waits, and "check done". */
export function HomeScreen({ initial, canCheck }: { initial: HomeView; canCheck: boolean }) {
  const t = useTranslations('home');
  const { data } = useQuery({ ...homeQuery, initialData: initial });
  const [checking, setChecking] = useState(false);
  useCommands(() => (canCheck ? [{ id: 'home.check', label: t('checkDone'), keys: 'c', run: () => setChecking(true) }] : []), [t, canCheck]);
  const done = <Button intent="primary" icon={<CheckCheck aria-hidden size={14} />} {...(canCheck ? {} : { disabledReason: t('cannotCheck') })} onClick={() => setChecking(true)}>{t('checkDone')}</Button>;
  if (data.empty) {
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        <PageHeader title={t('title')} />
        <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<><ButtonLink href="/settings/sources?add" intent="primary">{t('connect')}</ButtonLink><LoadDemoButton /></>} />
      </div>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader title={t('title')} meta={<>{data.sinceOwnCheck ? t('sinceOwn') : t('sinceDay')} <Time at={data.since} /></>} actions={done} />
      <div className="gutter grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <AlertShelf title={t('fresh')} shelf={data.fresh} empty={t('freshNone')} href={`/workbench?from=${encodeURIComponent(data.since)}&to=${encodeURIComponent(data.now)}&status=open&status=in_progress`} />
          <AlertShelf title={t('changed')} shelf={data.changed} empty={t('changedNone')} href="/workbench?status=open&status=in_progress&sort=-updated" />
          <AlertShelf title={t('mine')} shelf={data.mine} empty={t('mineNone')} href="/workbench?status=open&status=in_progress" />
          <DetectionsSince detections={data.detections} />
        </div>
        <div className="flex flex-col gap-6">
          <OpenCounts open={data.open} />
          <SilentSources silent={data.silent} />
          <CheckLog recent={data.checks} />
        </div>
      </div>
      <CheckDialog open={checking} onOpenChange={setChecking} home={data} />
    </div>
  );
}
