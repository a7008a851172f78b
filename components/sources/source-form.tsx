'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SourceProduct } from '@/lib/settings/model';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { ProductPicker } from './product-picker';
import { createSource, type Credentials } from './sources-api';

/** What sends, and a name for it. */
export function SourceForm({ onCreated }: { onCreated: (credentials: Credentials) => void }) {
  const t = useTranslations('sources');
  const reasonOf = useReason();
  const [product, setProduct] = useState<SourceProduct>('windows');
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
      <ProductPicker value={product} onChange={setProduct} />
      <div className="flex max-w-80 flex-col gap-4">
        <Field label={t('name')}>{(ids) => <Input {...ids} value={name} maxLength={100} placeholder={t('namePlaceholder')} onChange={(event) => setName(event.target.value)} />}</Field>
        <div><Button type="submit" intent="primary" busy={busy}>{t('next')}</Button></div>
      </div>
    </form>
  );
}
