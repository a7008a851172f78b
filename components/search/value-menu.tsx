'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ActivityHit } from '@/lib/activities/model';
import { fieldOf } from '@/lib/engine/activity/catalogue';
import type { Activity } from '@/lib/engine/activity/activity';
import { aroundState, FACET_NAMES, valueQuery } from '@/lib/searches/queries';
import type { UrlPatch } from '../filter/url-params';
import { addTest, anywhere } from './pivots';
import { useFieldLabel } from './use-search-facets';

/** A value of a row that was pressed, and where on the screen it stands. */
export interface PressedValue { hit: ActivityHit; property: keyof Activity; value: string | number; box: { left: number; top: number; width: number; height: number } }

interface Props { pressed: PressedValue | null; query: string; onClose: () => void; onPatch: (patch: UrlPatch) => void; onOpen: (uuid: string) => void }

const MINUTES = [1, 5, 10] as const;
const NO_FACETS = Object.fromEntries([...FACET_NAMES.flatMap((name) => [name, `not.${name}`]), 'source'].map((key) => [key, null]));

/** Where a value leads: only it, without it, everywhere, or the minutes around its record on the same endpoint. */
export function ValueMenu({ pressed, query, onClose, onPatch, onOpen }: Props) {
  const t = useTranslations('search.pivot'), fieldLabel = useFieldLabel();
  if (pressed === null) return null;
  const { hit, property, value, box } = pressed, { name, type } = fieldOf(property), { observedAt, endpointKey } = hit.activity;
  const test = type === 'time' ? undefined : valueQuery(name, value);
  const text = String(value), shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Radix.Trigger asChild><span aria-hidden tabIndex={-1} className="pointer-events-none fixed" style={box} /></Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align="start" sideOffset={2} collisionPadding={8} aria-label={t('label', { value: shown })} onCloseAutoFocus={(event) => event.preventDefault()} className="z-50 max-w-96 min-w-56 rounded-md border border-stroke bg-surface-raised py-1">
          <Radix.Label className="px-3 py-1 text-sm text-content-tertiary"><span>{fieldLabel(name)} </span><span className="font-mono break-all text-content">{shown}</span></Radix.Label>
          {test !== undefined && <Item onSelect={() => onPatch({ q: addTest(query, test) })}>{t('only')}</Item>}
          {test !== undefined && <Item onSelect={() => onPatch({ q: addTest(query, `not ${test}`) })}>{t('without')}</Item>}
          {test !== undefined && <Item onSelect={() => onPatch({ ...NO_FACETS, q: type === 'number' ? test : anywhere(value), range: 'all', from: null, to: null })}>{t('everywhere')}</Item>}
          <Item onSelect={() => void navigator.clipboard.writeText(text)}>{t('copy')}</Item>
          <Item onSelect={() => onOpen(hit.uuid)}>{t('open')}</Item>
          {observedAt !== undefined && (
            <>
              <Radix.Separator className="my-1 border-t border-stroke" />
              <Radix.Label className="label-caps px-3 py-1">{endpointKey === undefined ? t('around') : t('aroundOn', { endpoint: hit.activity.endpointName ?? endpointKey })}</Radix.Label>
              {MINUTES.map((minutes) => <Item key={minutes} onSelect={() => onPatch({ ...NO_FACETS, range: null, q: null, ...aroundState(observedAt, minutes, endpointKey) })}>{t('minutes', { minutes })}</Item>)}
            </>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return <Radix.Item onSelect={onSelect} className="flex min-h-control cursor-pointer items-center px-3 outline-none data-highlighted:bg-surface-hover">{children}</Radix.Item>;
}
