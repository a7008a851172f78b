'use client';
import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertChange } from '../alert/alert-data';
import type { Person } from '../alert/use-change-alert';
import { useReason } from '../settings/use-reason';
import { useCommands } from '../shell/commands';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { useToast } from '../ui/toast';
import { sendBulk, undoBulk } from './bulk-api';
import { BulkDialog } from './bulk-dialog';

/** As many as one change may touch (BULK_ALERTS_MAX of the alerts' model, which the server enforces). */
const BULK_MAX = 1_000;

interface Props { selected: ReadonlySet<string>; onSelectedChange: (selected: ReadonlySet<string>) => void; filter: URLSearchParams; total: number; me: Person }

/** What can be done with the ticked rows, or with all that the filter finds. Mounted while something is ticked. */
export function BulkBar({ selected, onSelectedChange, filter, total, me }: Props) {
  const t = useTranslations('workbench');
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(false);
  const count = all ? total : selected.size;
  const clear = (): void => onSelectedChange(new Set());
  const apply = useBulk(clear);
  useCommands(() => [{ id: 'workbench.bulk', label: t('bulkChange'), keys: 's', run: () => setOpen(true) }], [t]);
  const tooMany = count > BULK_MAX ? { disabledReason: t('bulkTooMany', { max: BULK_MAX }) } : {};
  return (
    <div role="region" aria-label={t('bulkRegion')} className="gutter flex min-h-bar items-center gap-3 border-b border-stroke-accent bg-surface-accent">
      <span aria-live="polite" className="tabular-nums">{t('bulkSelected', { count })}</span>
      {!all && total > selected.size && <Button size="sm" intent="ghost" onClick={() => setAll(true)}>{t('bulkAll', { count: total })}</Button>}
      <Button size="sm" intent="primary" aria-keyshortcuts="s" onClick={() => setOpen(true)} {...tooMany}>{t('bulkChange')}</Button>
      <span className="flex-1" />
      <IconButton label={t('bulkClear')} icon={<X aria-hidden size={14} />} onClick={clear} />
      {open && <BulkDialog count={count} me={me} onClose={() => setOpen(false)} onApply={(change) => { setOpen(false); void apply(all ? { filter } : { ids: [...selected] }, count, change); }} />}
    </div>
  );
}

function useBulk(done: () => void) {
  const t = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const refresh = () => queries.invalidateQueries({ queryKey: ['alerts'] });
  const undo = async (name: string): Promise<void> => {
    try {
      const { undone, skipped } = await undoBulk(name);
      toast({ intent: 'positive', title: t('bulkUndone', { undone, skipped }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    }
    await refresh();
  };
  return async (chosen: Parameters<typeof sendBulk>[0], count: number, change: AlertChange): Promise<void> => {
    try {
      const { changed, undo: name } = await sendBulk(chosen, count, change);
      toast({ intent: 'positive', title: t('changed', { count: changed }), action: { label: t('undo'), onSelect: () => void undo(name) } });
      done();
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    }
    await refresh();
  };
}
