'use client';
import { Calendar, ChevronDown } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formatSpan } from '../time/format';
import { useNow, useTimeZone } from '../time/use-time-zone';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Popover } from '../ui/popover';
import { readTimeRange, RANGE_PRESETS, type RangePreset, type TimeRangeValue } from './time-range-params';
import { useUrlPatch } from './use-url-state';
import { fromLocalInput, toLocalInput } from './zoned-input';

const PRESETS = Object.keys(RANGE_PRESETS) as RangePreset[];

interface Props { fallback?: RangePreset; presets?: readonly RangePreset[] }

/** The period that the whole screen is about, in the URL. */
export function TimeRange({ fallback = '24h', presets = PRESETS }: Props) {
  const t = useTranslations('filter.time');
  const locale = useLocale();
  const zone = useTimeZone();
  const range = readTimeRange(useSearchParams(), useNow(), fallback);
  const patch = useUrlPatch();
  const [open, setOpen] = useState(false);
  const choose = (change: Parameters<typeof patch>[0]): void => {
    setOpen(false);
    patch({ range: null, from: null, to: null, ...change });
  };
  const text = range.preset === null ? formatSpan(range.from, range.to, { locale, zone }) : t(`presets.${range.preset}`);
  return (
    <Popover label={t('label')} open={open} onOpenChange={setOpen}
      trigger={<Button aria-label={`${t('label')}: ${text}`} icon={<Calendar aria-hidden size={14} />}><span className="tabular-nums">{text}</span><ChevronDown aria-hidden size={14} className="text-content-tertiary" /></Button>}>
      <div className="flex">
        <ul className="w-40 border-r border-stroke py-1">
          {presets.map((preset) => (
            <li key={preset}>
              <button type="button" aria-pressed={range.preset === preset} onClick={() => choose({ range: preset === fallback ? null : preset })}
                className={cx('focus-inset flex h-control w-full items-center px-3 text-left hover:bg-surface-hover', range.preset === preset && 'text-content-accent')}>
                {t(`presets.${preset}`)}
              </button>
            </li>
          ))}
        </ul>
        <CustomRange key={`${range.from} ${zone}`} range={range} zone={zone} onApply={(from, to) => choose({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })} />
      </div>
    </Popover>
  );
}

function CustomRange({ range, zone, onApply }: { range: TimeRangeValue; zone: string; onApply: (from: number, to: number) => void }) {
  const t = useTranslations('filter.time');
  const common = useTranslations('common');
  const [from, setFrom] = useState(() => (range.from === 0 ? '' : toLocalInput(range.from, zone)));
  const [to, setTo] = useState(() => toLocalInput(range.to, zone));
  const start = fromLocalInput(from, zone);
  const end = fromLocalInput(to, zone);
  const valid = start !== null && end !== null && start < end;
  return (
    <form className="flex w-60 flex-col gap-3 p-4" onSubmit={(event) => { event.preventDefault(); if (valid) onApply(start, end); }}>
      <p className="label-caps">{t('custom')}</p>
      <Field label={t('from')}>{(ids) => <Input {...ids} type="datetime-local" max="9999-12-31T23:59" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />}</Field>
      <Field label={t('to')} hint={t('zoneNote', { zone })}>{(ids) => <Input {...ids} type="datetime-local" max="9999-12-31T23:59" value={to} onChange={(event) => setTo(event.currentTarget.value)} />}</Field>
      <Button type="submit" intent="primary" {...(valid ? {} : { disabledReason: t('invalid') })}>{common('apply')}</Button>
    </form>
  );
}
