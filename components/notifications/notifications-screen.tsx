'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { TargetView } from '@/lib/notifications/model';
import { useUrlState } from '../filter/use-url-state';
import { useReason } from '../settings/use-reason';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useTimeZone } from '../time/use-time-zone';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { TabPanel, Tabs } from '../ui/tabs';
import { useToast } from '../ui/toast';
import { fetchTargets, notificationsKey, removeTarget, targetsKey } from './notifications-api';
import { OutboxPanel } from './outbox-panel';
import { useTargetColumns } from './target-columns';
import { TargetDialog } from './target-dialog';
import { draftOf, newDraft, type TargetDraft } from './target-draft';
import { TestDialog } from './test-dialog';

const REFRESH_MS = 15_000;
const rowId = ({ id }: TargetView): string => String(id);

interface Props { initial: TargetView[] | null; canWrite: boolean; canAllowPrivate: boolean }

/** Who is told of alerts, and how that is going. `initial` null: this role may not see it. */
export function NotificationsScreen({ initial, canWrite, canAllowPrivate }: Props) {
  const t = useTranslations('notifications');
  if (initial === null) return <><PageHeader title={t('title')} /><EmptyState kind="no-right" body={t('noRight')} /></>;
  return <Notifications initial={initial} canWrite={canWrite} canAllowPrivate={canAllowPrivate} />;
}

function Notifications({ initial, canWrite, canAllowPrivate }: Omit<Props, 'initial'> & { initial: TargetView[] }) {
  const t = useTranslations('notifications'), language = useLocale(), zone = useTimeZone();
  const [view, setView] = useUrlState('view', 'targets');
  const [draft, setDraft] = useState<TargetDraft | null>(null);
  const [tested, setTested] = useState<TargetView | null>(null);
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: targetsKey, queryFn: ({ signal }) => fetchTargets(signal), initialData: initial, refetchInterval: REFRESH_MS });
  const add = useCallback(() => setDraft(newDraft(language, zone)), [language, zone]);
  useCommands(() => (canWrite ? [{ id: 'notifications.add', label: t('add'), keys: 'c', run: add }] : []), [t, canWrite, add]);
  const button = <Button intent="primary" icon={<Plus aria-hidden size={14} />} {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={add}>{t('add')}</Button>;
  const dead = data.reduce((sum, target) => sum + target.dead, 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={t('meta')} actions={button} />
      <Tabs className="flex min-h-0 flex-1 flex-col" label={t('title')} value={view === 'outbox' ? 'outbox' : 'targets'} onValueChange={(next) => setView(next === 'targets' ? null : next)}
        items={[{ value: 'targets', label: t('targets'), count: data.length }, { value: 'outbox', label: t('outbox'), ...(dead > 0 ? { count: dead } : {}) }]}>
        <TabPanel value="targets" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden">
          <TargetTable targets={data} canWrite={canWrite} add={button} onEdit={(target) => setDraft(draftOf(target))} onTest={setTested} onRefresh={() => void queries.invalidateQueries({ queryKey: notificationsKey })} />
        </TabPanel>
        <TabPanel value="outbox" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden"><OutboxPanel canWrite={canWrite} /></TabPanel>
      </Tabs>
      {draft !== null && <TargetDialog initial={draft} canAllowPrivate={canAllowPrivate} onClose={() => setDraft(null)} />}
      {tested !== null && <TestDialog target={tested} onClose={() => setTested(null)} />}
    </div>
  );
}

interface TableProps { targets: TargetView[]; canWrite: boolean; add: React.ReactNode; onEdit: (target: TargetView) => void; onTest: (target: TargetView) => void; onRefresh: () => void }

function TargetTable({ targets, canWrite, add, onEdit, onTest, onRefresh }: TableProps) {
  const t = useTranslations('notifications');
  const columns = useTargetColumns({ canWrite, onEdit, onTest, onRemove: useRemove() });
  return <DataTable columns={columns} rows={targets} rowId={rowId} label={t('targets')} empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={add} />} footer={<StatusBar shown={targets.length} onRefresh={onRefresh} />} />;
}

function useRemove(): (target: TargetView) => void {
  const t = useTranslations('notifications');
  const reasonOf = useReason(), confirm = useConfirm(), toast = useToast(), queries = useQueryClient();
  return useCallback(({ id, name }) => {
    const remove = async (): Promise<void> => {
      if (!(await confirm({ title: t('removeTitle', { name }), body: t('removeBody'), confirmLabel: t('remove'), intent: 'danger' }))) return;
      try {
        await removeTarget(id);
        toast({ title: t('removed', { name }) });
      } catch (thrown) {
        toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
      } finally {
        await queries.invalidateQueries({ queryKey: notificationsKey });
      }
    };
    void remove();
  }, [t, reasonOf, confirm, toast, queries]);
}
