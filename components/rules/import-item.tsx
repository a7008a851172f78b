'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportItem, ImportTexts, RuleProblem } from '@/lib/rules/model';
import { Select } from '../ui/select';
import { cx } from '../ui/cx';
import { DiffView } from './diff-view';
import type { Choice } from './use-import';

interface Props { item: ImportItem; texts: ImportTexts | undefined; problem: RuleProblem | undefined; choice: Choice | undefined; onChoose: (choice: Choice | null) => void }

/** One rule of an import: what would happen to it, why, and the texts side by side. A conflict asks for a decision. */
export function ImportItemRow({ item, texts, problem, choice, onChoose }: Props) {
  const t = useTranslations('rules.import');
  const [open, setOpen] = useState(item.change === 'conflict' && texts !== undefined);
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  const name = item.title || item.id;
  return (
    <>
      <div className="gutter flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 py-1">
        {texts === undefined ? <span className="min-w-0 flex-1 truncate pl-5">{name}</span> : (
          <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} className="focus-inset flex min-w-0 flex-1 items-center gap-2 text-left"><Chevron aria-hidden size={12} className="shrink-0 text-content-tertiary" /><span className="min-w-0 truncate">{name}</span></button>
        )}
        {problem !== undefined && <span className={cx('text-sm', problem.severity === 'error' ? 'text-content-negative' : 'text-content-notice')}>{problem.line}: {problem.reason}</span>}
        {item.reason !== undefined && <span className="text-sm text-content-notice">{t(`reasons.${item.reason}`)}</span>}
        {item.replacesBuiltIn && <span className="text-sm text-content-tertiary">{t('replacesBuiltIn')}</span>}
        <span className="max-w-80 truncate font-mono text-sm text-content-tertiary" title={item.file}>{item.file}</span>
        {item.change === 'conflict' && (
          <Select aria-label={t('resolve', { title: name })} size="sm" className="max-w-44" value={choice ?? 'later'} onValueChange={(next) => onChoose(next === 'later' ? null : next)}
            options={[{ value: 'later', label: t('undecided') }, { value: 'keep', label: t('keep') }, { value: 'take', label: t('take') }]} />
        )}
      </div>
      {open && texts !== undefined && <div id={id} className="gutter grid gap-4 pb-3 lg:grid-cols-2"><Texts texts={texts} conflict={item.change === 'conflict'} /></div>}
    </>
  );
}

/** Three texts, two by two: their change, mine, and what taking theirs would do to mine. */
function Texts({ texts, conflict }: { texts: ImportTexts; conflict: boolean }) {
  const t = useTranslations('rules.import');
  const { upstreamOld, upstreamNew, local } = texts;
  return (
    <>
      {upstreamOld !== null && <DiffView label={t('diffTheirs')} before={upstreamOld} after={upstreamNew ?? ''} />}
      {upstreamOld !== null && local !== null && conflict && <DiffView label={t('diffMine')} before={upstreamOld} after={local} />}
      {local !== null && (conflict || upstreamOld === null) && <DiffView className="lg:col-span-2" label={t('diffTake')} before={local} after={upstreamNew ?? ''} />}
    </>
  );
}
