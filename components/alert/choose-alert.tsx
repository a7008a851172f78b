'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { SeverityBadge } from '../ui/severity-badge';
import { SkeletonRows } from '../ui/skeleton';
import { fetchCandidates } from './corrections-api';
import { StorySentence } from './story-sentence';

interface Props { except: string; chosen: string | null; onChoose: (id: string) => void }

/** One of the alerts that are not closed, found by any word of it. */
export function ChooseAlert({ except, chosen, onChoose }: Props) {
  const t = useTranslations('alert');
  const [text, setText] = useState('');
  const { data } = useQuery({ queryKey: ['alerts', 'candidates', text], queryFn: ({ signal }) => fetchCandidates(text.trim(), signal), placeholderData: (before) => before });
  const candidates = data?.filter(({ id }) => id !== except);
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('findAlert')}>{(ids) => <Input {...ids} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
      {candidates === undefined && <SkeletonRows rows={3} />}
      {candidates?.length === 0 && <p className="text-content-secondary">{t('noOtherAlert')}</p>}
      <ul role="radiogroup" aria-label={t('openAlerts')} className="max-h-64 overflow-y-auto">
        {candidates?.map(({ id, severity, score, title }) => (
          <li key={id}>
            <label className={cx('flex min-h-row cursor-pointer items-center gap-3 border-b border-stroke-subtle px-2 py-1 hover:bg-surface-hover', id === chosen && 'bg-surface-selected')}>
              <input type="radio" name="alert" value={id} checked={id === chosen} onChange={() => onChoose(id)} className="accent-current" />
              <SeverityBadge level={severity} score={score} compact />
              <span className="min-w-0 flex-1"><StorySentence sentence={title} /><span className="block font-mono text-sm text-content-tertiary">{id}</span></span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
