'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { IMPORT_CHANGES } from './import-changes';
import type { ImportChange, ImportPreview as Preview } from '@/lib/rules/model';
import { FormProblem } from '../auth/form-problem';
import { Button } from '../ui/button';
import { Tabs, TabPanel } from '../ui/tabs';
import { ImportItemRow } from './import-item';
import { ProblemTable } from './rule-problems';
import type { Choice } from './use-import';

const SHOWN_STEP = 100;

interface Props { preview: Preview; removeMissing: boolean; problem: string | null; busy: boolean; onApply: (choices: ReadonlyMap<string, Choice>) => void; onBack: () => void }

/** Rule by rule what an import would do; conflicts are decided here. */
export function ImportPreview({ preview, removeMissing, problem, busy, onApply, onBack }: Props) {
  const t = useTranslations('rules.import');
  const cancel = useTranslations('rules.editor')('cancel');
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const { counts } = preview;
  const views = [...IMPORT_CHANGES.filter((change) => counts[change] > 0), ...(preview.problems.length > 0 ? (['problems'] as const) : [])];
  const [view, setView] = useState<ImportChange | 'problems'>(views[0] ?? 'unchanged');
  const choose = (id: string, choice: Choice | null): void => setChoices((before) => {
    const next = new Map(before);
    if (choice === null) next.delete(id);
    else next.set(id, choice);
    return next;
  });
  const changes = counts.added + counts.updated + (removeMissing ? counts.removed : 0) + choices.size;
  return (
    <div className="flex flex-col">
      <div className="gutter flex flex-wrap items-center gap-3 border-t border-stroke py-3">
        <p className="min-w-0 flex-1 text-content-secondary">{t('kept')}{counts.filesWithoutRules > 0 && <span className="block text-sm text-content-tertiary">{t('filesWithoutRules', { count: counts.filesWithoutRules })}</span>}</p>
        <Button onClick={onBack} disabled={busy}>{cancel}</Button>
        <Button intent="primary" busy={busy} onClick={() => onApply(choices)} {...(changes === 0 ? { disabledReason: t('nothing') } : {})}>{t('apply', { count: changes })}</Button>
      </div>
      {problem !== null && <div className="gutter pb-3"><FormProblem>{problem}</FormProblem></div>}
      {views.length === 0 ? <p className="gutter text-content-secondary">{t('nothing')}</p> : (
        <Tabs value={view} onValueChange={setView} label={t('items')} items={views.map((value) => ({ value, label: value === 'problems' ? t('problems') : t(`changes.${value}`), count: counts[value] }))}>
          {views.map((value) => (
            <TabPanel key={value} value={value}>{value === 'problems' ? <Problems preview={preview} /> : <Items preview={preview} change={value} choices={choices} onChoose={choose} />}</TabPanel>
          ))}
        </Tabs>
      )}
    </div>
  );
}

function Problems({ preview: { problems, counts } }: { preview: Preview }) {
  const lines = useMemo(() => problems.map((problem, index) => ({ ...problem, key: String(index), openId: null, set: '' })), [problems]);
  return <ProblemTable lines={lines} leftOut={counts.problems - lines.length} linked={false} />;
}

function Items({ preview, change, choices, onChoose }: { preview: Preview; change: ImportChange; choices: ReadonlyMap<string, Choice>; onChoose: (id: string, choice: Choice | null) => void }) {
  const t = useTranslations('rules.import');
  const more = useTranslations('filter');
  const [shown, setShown] = useState(SHOWN_STEP);
  const items = useMemo(() => preview.items.filter((item) => item.change === change), [preview.items, change]);
  const problems = useMemo(() => new Map([...preview.problems].reverse().flatMap((problem) => (problem.ruleId === undefined ? [] : [[problem.ruleId, problem] as const]))), [preview.problems]);
  const withoutText = (change === 'updated' || change === 'conflict') && items.some(({ id }) => preview.texts[id] === undefined);
  return (
    <>
      {withoutText && <p className="gutter py-2 text-sm text-content-tertiary">{t('noText')}</p>}
      <ul>{items.slice(0, shown).map((item) => <li key={item.id} className="border-b border-stroke-subtle"><ImportItemRow item={item} texts={preview.texts[item.id]} problem={problems.get(item.id)} choice={choices.get(item.id)} onChoose={(choice) => onChoose(item.id, choice)} /></li>)}</ul>
      {shown < items.length && <div className="gutter py-2"><Button size="sm" intent="ghost" onClick={() => setShown(shown + SHOWN_STEP)}>{more('showMore', { count: Math.min(SHOWN_STEP, items.length - shown) })}</Button></div>}
    </>
  );
}
