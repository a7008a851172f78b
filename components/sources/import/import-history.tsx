'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { Time } from '../../time/time';
import { Badge } from '../../ui/badge';
import type { FileImport } from './imports-api';

/** What became of files that were sent before; one that was cut off says how it goes on. */
export function ImportHistory({ rows, sending }: { rows: readonly FileImport[]; sending: readonly number[] }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  return (
    <section aria-label={t('history')} className="gutter py-4">
      <h2 className="mb-2 text-lg">{t('history')}</h2>
      {rows.length === 0 ? <p className="text-content-secondary">{t('noHistory')}</p> : (
        <table className="w-full max-w-5xl text-left">
          <thead className="text-sm text-content-tertiary">
            <tr>{(['file', 'source', 'state', 'stored', 'rejected', 'at'] as const).map((key) => <th key={key} scope="col" className="h-row pr-4 font-normal">{t(`columns.${key}`)}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className="border-t border-stroke-subtle">
                <th scope="row" className="h-row max-w-72 truncate pr-4 font-normal text-content">{row.name}</th>
                <td className="pr-4"><Link className="underline" href={`/settings/sources/${row.sourceId}`}>{row.sourceName}</Link></td>
                <td className="pr-4"><State state={row.state} sending={sending.includes(row.id)} /></td>
                <td className="pr-4 tabular-nums">{format.number(row.stored)}</td>
                <td className="pr-4 tabular-nums">{row.rejected === 0 ? '0' : <Link className="text-content-notice underline" href={`/settings/sources/${row.sourceId}/rejects`}>{format.number(row.rejected)}</Link>}</td>
                <td><Time at={row.updatedAt} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function State({ state, sending }: { state: string; sending: boolean }) {
  const t = useTranslations('imports');
  if (state === 'done') return <Badge intent="positive">{t('done')}</Badge>;
  if (state === 'running' && sending) return <Badge intent="accent">{t('running')}</Badge>;
  return <Badge intent="notice">{state === 'cancelled' ? t('cancelled') : t('interrupted')}</Badge>;
}
