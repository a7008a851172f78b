'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { createSource, PRODUCTS, type Credentials, type Product } from './sources-api';

/** What sends, and a name for it. */
export function SourceForm({ onCreated }: { onCreated: (credentials: Credentials) => void }) {
  const t = useTranslations('sources');
  const reasonOf = useReason();
  const [product, setProduct] = useState<Product>('windows');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      onCreated(await createSource({ name: name.trim() || t(`products.${product}`), product }));
    } catch (thrown) {
      setProblem(t('failed', { reason: reasonOf(thrown) }));
      setBusy(false);
    }
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {problem !== null && <FormProblem>{problem}</FormProblem>}
      <fieldset>
        <legend className="mb-1 text-sm font-medium text-content-secondary">{t('kind')}</legend>
        <div className="flex flex-col gap-1">
          {PRODUCTS.map((value) => (
            <label key={value} className={cx('flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2', value === product ? 'border-stroke-accent bg-surface-selected' : 'border-stroke hover:bg-surface-hover')}>
              <input type="radio" name="product" value={value} checked={value === product} onChange={() => setProduct(value)} className="mt-1" />
              <span className="min-w-0">
                <span className="block text-content">{t(`products.${value}`)}</span>
                <span className="block text-sm text-content-tertiary">{t(`productHints.${value}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t('name')}>{(ids) => <Input {...ids} value={name} maxLength={100} placeholder={t('namePlaceholder')} onChange={(event) => setName(event.target.value)} />}</Field>
      <div><Button type="submit" intent="primary" busy={busy}>{t('add')}</Button></div>
    </form>
  );
}
