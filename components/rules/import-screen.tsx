'use client';
import { useTranslations } from 'use-intl';
import type { ImportResult } from '@/lib/rules/model';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';
import { ProgressBar } from '../ui/progress-bar';
import { ImportForm } from './import-form';
import { ImportPreview } from './import-preview';
import { ProblemTable } from './rule-problems';
import { RulesTrail } from './rules-trail';
import { useImport, type Sending } from './use-import';

/** Brings in a set of rules, or its next version: name it, look at what would change, apply. */
export function ImportScreen({ canWrite, canReadFolders }: { canWrite: boolean; canReadFolders: boolean }) {
  const t = useTranslations('rules.import');
  const { state, preview, apply, restart } = useImport();
  const working = state.step === 'reading' || state.step === 'applying';
  return (
    <div className="flex flex-col pb-10">
      <RulesTrail />
      <PageHeader title={t('title')} meta={t('intro')} />
      {working && <div className="gutter max-w-2xl py-3"><Progress sending={state.sending} label={t(state.step === 'reading' ? 'previewing' : 'applying')} changes={state.step === 'applying' ? state.preview.items.length : null} /></div>}
      {state.step === 'ask' && <ImportForm canWrite={canWrite} canReadFolders={canReadFolders} problem={state.problem} onPreview={(asked) => void preview(asked)} />}
      {(state.step === 'preview' || state.step === 'applying') && (
        <ImportPreview preview={state.preview} removeMissing={state.asked.removeMissing} problem={state.step === 'preview' ? state.problem : null} busy={state.step === 'applying'} onBack={restart}
          onApply={(choices) => void apply(state.asked, state.preview, choices)} />
      )}
      {state.step === 'done' && <Done result={state.result} onAgain={restart} />}
    </div>
  );
}

/** Sent bytes while sending; then the server works in one piece, so only that it works can be said. */
function Progress({ sending, label, changes }: { sending: Sending; label: string; changes: number | null }) {
  const t = useTranslations('rules');
  if (sending !== null) return <ProgressBar value={sending.sent} max={sending.total} label={t('import.uploading')} detail={`${Math.round((sending.sent / sending.total) * 100)} %`} />;
  return (
    <div role="status">
      <p className="mb-1 flex justify-between gap-3 text-sm"><span>{label}</span>{changes !== null && <span className="text-content-tertiary tabular-nums">{t('meta', { shown: changes })}</span>}</p>
      <div className="h-1 animate-pulse rounded-full bg-surface-accent-strong" />
    </div>
  );
}

function Done({ result: { counts, problems }, onAgain }: { result: ImportResult; onAgain: () => void }) {
  const t = useTranslations('rules.import');
  const lines = problems.map((problem, index) => ({ ...problem, key: String(index), openId: null, set: '' }));
  return (
    <div className="border-t border-stroke">
      <div role="status" className="gutter flex flex-col gap-1 py-4">
        <p className="font-medium text-content-positive">{t('done', { added: counts.added, updated: counts.updated, removed: counts.removed })}</p>
        <p className="text-content-secondary">{t('doneBody', { conflicts: counts.conflict })}</p>
        <p className="text-content-secondary">{t('kept')}</p>
        <div className="mt-3 flex gap-2"><ButtonLink href="/rules" intent="primary">{t('toList')}</ButtonLink><Button onClick={onAgain}>{t('again')}</Button></div>
      </div>
      {lines.length > 0 && <section aria-label={t('problems')} className="border-t border-stroke"><ProblemTable lines={lines} leftOut={counts.problems - lines.length} linked={false} /></section>}
    </div>
  );
}
