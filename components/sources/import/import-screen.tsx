'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PageHeader } from '../../ui/page-header';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';
import { DropArea } from './drop-area';
import { ImportHistory } from './import-history';
import { fetchImports, importsKey, type FileImport } from './imports-api';
import { QueuedFiles } from './queued-files';
import { useImportQueue } from './use-import-queue';

const NEW = 'new';

interface Props { sources: readonly { id: number; name: string }[]; initial: FileImport[]; canWrite: boolean }

/** Files dropped on the console: where they go, how far they are, what became of earlier ones. */
export function ImportScreen({ sources, initial, canWrite }: Props) {
  const t = useTranslations('imports'), s = useTranslations('sources');
  const [source, setSource] = useState<string>(NEW);
  const [name, setName] = useState('');
  const queue = useImportQueue();
  const { data: history } = useQuery({ queryKey: importsKey, queryFn: ({ signal }) => fetchImports(signal), initialData: initial });
  const made = history.find((row) => queue.files.some((file) => file.row?.id === row.id));
  const send = (files: readonly File[]): void => {
    // One new source for everything of this visit, not one for each file.
    if (source !== NEW) queue.add(files, { sourceId: Number(source) });
    else if (made) queue.add(files, { sourceId: made.sourceId });
    else queue.add(files, { sourceName: name.trim() || t('defaultName') });
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <PageHeader title={t('title')} meta={<>{t('meta')} <Link className="underline" href="/settings/sources">{s('back')}</Link></>} />
      {canWrite ? (
        <div className="gutter flex max-w-4xl flex-col gap-4 py-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('into')}>{(ids) => <Select {...ids} value={source} onValueChange={setSource} options={[{ value: NEW, label: t('newSource') }, ...sources.map(({ id, name: label }) => ({ value: String(id), label }))]} />}</Field>
            {source === NEW && <Field label={t('newName')}>{(ids) => <Input {...ids} value={name} maxLength={100} placeholder={t('defaultName')} onChange={(event) => setName(event.target.value)} />}</Field>}
          </div>
          <DropArea onFiles={send} />
          {queue.files.length > 0 && (
            <section aria-label={t('queue')} className="flex flex-col gap-2">
              <div className="flex items-center justify-between"><h2 className="text-lg">{t('queue')}</h2><Button size="sm" onClick={queue.clear}>{t('clear')}</Button></div>
              <QueuedFiles queue={queue} />
            </section>
          )}
        </div>
      ) : <EmptyState kind="no-right" body={s('readOnly')} />}
      <ImportHistory rows={history} sending={queue.files.flatMap(({ row }) => (row ? [row.id] : []))} />
    </div>
  );
}
