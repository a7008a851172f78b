'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Textarea } from '../ui/input';
import { useToast } from '../ui/toast';
import { saveNetworks, sourcesKey, type Syslog } from './sources-api';

interface Props { sourceId: number; syslog: Syslog; canWrite: boolean }

const linesOf = (text: string): string[] => text.split(/[\s,]+/).filter((line) => line !== '');

/** From which addresses this source's syslog comes; those that knock and belong to nobody are offered. */
export function SyslogSenders({ sourceId, syslog: { networks, ports, strangers, lost }, canWrite }: Props) {
  const t = useTranslations('sources');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [draft, setDraft] = useState(networks.join('\n'));
  const [busy, setBusy] = useState(false);
  const readOnly = canWrite ? {} : { disabledReason: t('readOnly') };
  const save = async (wanted: readonly string[]): Promise<void> => {
    setBusy(true);
    try {
      queries.setQueryData([...sourcesKey, sourceId, 'syslog'], await saveNetworks(sourceId, wanted));
      toast({ intent: 'positive', title: t('syslog.saved') });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-label={t('syslog.title')} className="flex flex-col gap-2">
      <h2 className="text-lg">{t('syslog.title')}</h2>
      <p className={ports.length === 0 ? 'text-sm text-content-notice' : 'text-sm text-content-secondary'}>
        {ports.length === 0 ? t('syslog.noPorts') : t('syslog.ports', { ports: ports.map(({ transport, port }) => `${transport.toUpperCase()} ${port}`).join(', ') })}
      </p>
      {lost && lost.dropped + lost.truncated + lost.bySystem > 0 && <p className="text-sm text-content-notice">{t('syslog.lost', { ...lost })}</p>}
      <form className="flex max-w-96 flex-col gap-2" onSubmit={(event) => { event.preventDefault(); void save(linesOf(draft)); }}>
        <Field label={t('syslog.addresses')} hint={t('syslog.hint')}>{(ids) => <Textarea {...ids} rows={3} value={draft} readOnly={!canWrite} onChange={(event) => setDraft(event.target.value)} />}</Field>
        <div><Button type="submit" busy={busy} {...readOnly}>{t('syslog.save')}</Button></div>
      </form>
      {strangers.length > 0 && (
        <div className="text-sm">
          <p className="text-content-secondary">{t('syslog.strangers')}</p>
          <ul className="mt-1 flex flex-wrap gap-2">
            {strangers.map(({ address, transport }) => (
              <li key={`${transport} ${address}`}><Button size="sm" {...readOnly} onClick={() => void save([...linesOf(draft), address])}>{t('syslog.take', { address })}</Button></li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
