'use client';
import { useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import type { Offer, Offers } from './use-offers';

/** What is offered below the query bar. The input keeps the focus; the list is walked with the arrows. */
export function OfferList({ id, offers, active, onChoose }: { id: string; offers: Offers; active: number; onChoose: (offer: Offer) => void }) {
  const t = useTranslations('search.offers');
  return (
    <div className="absolute top-full left-0 z-40 mt-1 w-full max-w-3xl rounded-md border border-stroke bg-surface-raised py-1">
      <p id={`${id}-heading`} className="label-caps flex justify-between px-3 py-1"><span>{t(offers.kind)}</span>{offers.loading && <span>{t('loading')}</span>}</p>
      <ul id={`${id}-list`} role="listbox" aria-labelledby={`${id}-heading`} className="max-h-80 overflow-y-auto">
        {offers.items.map((offer, index) => (
          <li key={offer.id} id={`${id}-${index}`} role="option" aria-selected={index === active}
            // The press must not take the focus from the input, else its list would be gone before the click.
            onPointerDown={(event) => event.preventDefault()} onClick={() => onChoose(offer)}
            className={cx('flex h-7 cursor-pointer items-center gap-3 px-3', index === active ? 'bg-surface-selected' : 'hover:bg-surface-hover')}>
            <span className="min-w-0 flex-1 truncate font-mono text-sm" title={offer.text}>{offer.text}</span>
            <span className="shrink-0 text-sm text-content-tertiary tabular-nums">{offer.note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
