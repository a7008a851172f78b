'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SourceProduct } from '@/lib/settings/model';
import { cx } from '../ui/cx';
import { Input } from '../ui/input';
import { GROUPS, PRODUCTS, SET_UPS } from './set-up/catalogue';

interface Props { value: SourceProduct; onChange: (product: SourceProduct) => void }

/** All products by where they stand; typing narrows them. */
export function ProductPicker({ value, onChange }: Props) {
  const t = useTranslations('sources');
  const [sought, setSought] = useState('');
  const words = sought.trim().toLowerCase();
  const shown = PRODUCTS.filter((product) => words === '' || `${product} ${t(`products.${product}`)} ${t(`productHints.${product}`)}`.toLowerCase().includes(words));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-sm font-medium text-content-secondary">{t('kind')}</legend>
      <Input type="search" value={sought} onChange={(event) => setSought(event.target.value)} aria-label={t('find')} placeholder={t('find')} className="max-w-80" />
      {shown.length === 0 && <p role="status" className="text-content-secondary">{t('noProduct')}</p>}
      {GROUPS.map((group) => {
        const products = shown.filter((product) => SET_UPS[product].group === group);
        return products.length > 0 && (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h2 className="label-caps mb-1 text-content-tertiary">{t(`groups.${group}`)}</h2>
            <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
              {products.map((product) => <Product key={product} product={product} chosen={product === value} onChoose={() => onChange(product)} />)}
            </div>
          </section>
        );
      })}
    </fieldset>
  );
}

function Product({ product, chosen, onChoose }: { product: SourceProduct; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations('sources');
  const hint = `product-${product}-hint`;
  return (
    <label className={cx('flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2', chosen ? 'border-stroke-accent bg-surface-selected' : 'border-stroke hover:bg-surface-hover')}>
      <input type="radio" name="product" value={product} checked={chosen} onChange={onChoose} aria-label={t(`products.${product}`)} aria-describedby={hint} className="mt-1" />
      <span className="min-w-0">
        <span className="block text-content">{t(`products.${product}`)}</span>
        <span id={hint} className="block text-sm text-content-tertiary">{t(`productHints.${product}`)}</span>
      </span>
    </label>
  );
}
