'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import { diffLines, foldUnchanged, type DiffLine } from './diff-lines';

const MARKS = { same: ' ', removed: '−', added: '+' } as const;
const LOOKS: Readonly<Record<DiffLine['kind'], string>> = { same: 'text-content-secondary', removed: 'bg-surface-negative text-content', added: 'bg-surface-positive text-content' };

/** Two texts line by line: what went is marked with a minus, what came with a plus; long unchanged stretches are folded. */
export function DiffView({ before, after, label, className }: { before: string; after: string; label: string; className?: string }) {
  const t = useTranslations('rules.import');
  const lines = useMemo(() => foldUnchanged(diffLines(before, after)), [before, after]);
  const changed = lines.some((line) => line.kind === 'added' || line.kind === 'removed');
  return (
    <figure className={cx('min-w-0 rounded-md border border-stroke bg-surface', className)}>
      <figcaption className="border-b border-stroke-subtle px-3 py-1.5 text-sm text-content-tertiary">{label}</figcaption>
      {!changed ? <p className="px-3 py-2 text-sm text-content-tertiary">{t('identical')}</p> : (
        <div tabIndex={0} role="region" aria-label={label} className="focus-inset max-h-96 overflow-auto py-1 font-mono text-sm">
          <div className="w-max min-w-full">
            {lines.map((line) => line.kind === 'fold'
              ? <p key={`fold-${line.key}`} className="bg-surface-sunken px-3 text-content-tertiary">{t('lines', { count: line.count })}</p>
              : (
                <div key={`${line.kind}-${line.before ?? ''}-${line.after ?? ''}`} className={cx('flex pr-3 leading-5', LOOKS[line.kind])}>
                  <span aria-hidden className="w-9 shrink-0 pr-1 text-right text-content-tertiary tabular-nums select-none">{line.before}</span>
                  <span aria-hidden className="w-9 shrink-0 pr-1 text-right text-content-tertiary tabular-nums select-none">{line.after}</span>
                  <span className="w-4 shrink-0">{MARKS[line.kind]}</span>
                  <span className="whitespace-pre">{line.text}</span>
                </div>
              ))}
          </div>
        </div>
      )}
    </figure>
  );
}
