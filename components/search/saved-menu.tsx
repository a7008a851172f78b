'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SavedSearch } from '@/lib/searches/model';
import { savedPart, searchKeys } from '@/lib/searches/queries';
import { useReason } from '../settings/use-reason';
import { useRight } from '../shell/rights';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { IconButton } from '../ui/icon-button';
import { Popover } from '../ui/popover';
import { useToast } from '../ui/toast';
import { SaveDialog } from './save-dialog';
import { deleteSearch, fetchSaved } from './search-api';

/** Saved searches: the own ones, what others share, and a way to keep what is on show. */
export function SavedMenu() {
  const t = useTranslations('search.saved');
  const params = useSearchParams(), [open, setOpen] = useState(false), [saving, setSaving] = useState(false);
  const { data, isError } = useQuery({ queryKey: searchKeys.saved, queryFn: ({ signal }) => fetchSaved(signal), staleTime: 60_000, placeholderData: undefined });
  const items = data?.items ?? [];
  const lists = [[t('mine'), items.filter(({ mine }) => mine)], [t('shared'), items.filter(({ mine }) => !mine)]] as const;
  return (
    <>
      <Popover label={t('title')} align="end" open={open} onOpenChange={setOpen} trigger={<Button icon={<Bookmark aria-hidden size={14} />}>{t('title')}</Button>}>
        <div className="max-h-[60vh] w-90 overflow-y-auto py-1">
          <div className="mb-1 border-b border-stroke px-3 pt-1 pb-2"><Button size="sm" onClick={() => { setOpen(false); setSaving(true); }}>{t('save')}</Button></div>
          {lists.map(([heading, list]) => list.length > 0 && (
            <section key={heading} aria-label={heading}>
              <h2 className="label-caps px-3 py-1">{heading}</h2>
              <ul>{list.map((saved) => <SavedLine key={saved.id} saved={saved} onOpened={() => setOpen(false)} />)}</ul>
            </section>
          ))}
          {isError ? <p role="alert" className="px-3 py-2 text-sm text-content-negative">{t('failed')}</p> : items.length === 0 && <p className="px-3 py-2 text-sm text-content-tertiary">{t('none')}</p>}
        </div>
      </Popover>
      {saving && <SaveDialog search={savedPart(new URLSearchParams(params))} own={items.filter(({ mine }) => mine)} onClose={() => setSaving(false)} />}
    </>
  );
}

function SavedLine({ saved, onOpened }: { saved: SavedSearch; onOpened: () => void }) {
  const t = useTranslations('search.saved'), common = useTranslations('common');
  const client = useQueryClient(), confirm = useConfirm(), toast = useToast(), reason = useReason(), administrates = useRight('system:write');
  const remove = async (): Promise<void> => {
    if (!(await confirm({ title: t('deleteTitle', { name: saved.name }), ...(saved.shared ? { body: t('deleteShared') } : {}), confirmLabel: common('delete'), intent: 'danger' }))) return;
    try {
      await deleteSearch(saved.id);
      await client.invalidateQueries({ queryKey: searchKeys.saved });
    } catch (thrown) {
      toast({ intent: 'negative', title: reason(thrown) });
    }
  };
  return (
    <li className="flex min-h-control items-center gap-2 pr-1 pl-3 hover:bg-surface-hover">
      <Link href={`/search?${saved.search}`} onClick={onOpened} className="focus-inset min-w-0 flex-1 truncate py-1 hover:text-content-accent">{saved.name}</Link>
      <span className="shrink-0 text-sm text-content-tertiary">{saved.mine ? saved.shared && t('isShared') : saved.ownerName}</span>
      {(saved.mine || administrates) && <IconButton size="sm" label={t('delete', { name: saved.name })} icon={<Trash2 aria-hidden size={12} />} onClick={() => void remove()} />}
    </li>
  );
}
