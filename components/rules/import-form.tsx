'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FormProblem } from '../auth/form-problem';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import type { Asked } from './use-import';

interface Props { canReadFolders: boolean; canWrite: boolean; problem: string | null; onPreview: (asked: Asked) => void }

const KINDS = ['zip', 'folder'] as const;

/** Where the rules come from and under which name they are kept. */
export function ImportForm({ canReadFolders, canWrite, problem, onPreview }: Props) {
  const t = useTranslations('rules.import');
  const readOnly = useTranslations('rules')('readOnly');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('zip');
  const [file, setFile] = useState<File | null>(null);
  const [path, setPath] = useState('');
  const [set, setSet] = useState('');
  const [removeMissing, setRemoveMissing] = useState(true);
  const reason = !canWrite ? readOnly : kind === 'zip' && file === null ? t('needFile') : kind === 'folder' && path.trim() === '' ? t('needPath') : set.trim() === '' ? t('needSet') : undefined;
  const submit = (): void => {
    if (reason !== undefined) return;
    if (kind === 'folder') onPreview({ from: { kind, path: path.trim() }, set: set.trim(), removeMissing });
    else if (file !== null) onPreview({ from: { kind, file }, set: set.trim(), removeMissing });
  };
  return (
    <form className="gutter border-t border-stroke pt-4" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <div className="flex max-w-xl flex-col gap-4">
        {problem !== null && <FormProblem>{problem}</FormProblem>}
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium text-content-secondary">{t('source')}</legend>
          <span className="flex flex-wrap gap-5">
            {KINDS.map((value) => (
              <label key={value} className="inline-flex cursor-pointer items-center gap-2" title={value === 'folder' && !canReadFolders ? t('noFolderRight') : undefined}>
                <input type="radio" name="source" value={value} checked={kind === value} disabled={value === 'folder' && !canReadFolders} onChange={() => setKind(value)} className="size-3.5 accent-surface-accent-strong" />
                {t(value)}
              </label>
            ))}
          </span>
          {!canReadFolders && <p className="text-sm text-content-tertiary">{t('noFolderRight')}</p>}
        </fieldset>
        {kind === 'zip'
          ? <Field key="zip" label={t('file')} required>{(ids) => <Input {...ids} type="file" accept=".zip,application/zip" onChange={(event) => setFile(event.target.files?.[0] ?? null)} className="py-0.5" />}</Field>
          : <Field key="folder" label={t('path')} hint={t('pathHint')} required>{(ids) => <Input {...ids} mono value={path} maxLength={1000} onChange={(event) => setPath(event.target.value)} />}</Field>}
        <Field label={t('set')} hint={t('setHint')} required>{(ids) => <Input {...ids} value={set} maxLength={100} placeholder={t('setPlaceholder')} onChange={(event) => setSet(event.target.value)} />}</Field>
        <Checkbox checked={removeMissing} onCheckedChange={setRemoveMissing} label={t('removeMissing')} />
        <div><Button type="submit" intent="primary" {...(reason === undefined ? {} : { disabledReason: reason })}>{t('preview')}</Button></div>
      </div>
    </form>
  );
}
