'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import { changeSource, sourcesKey, type Change, type Settings } from './sources-api';

const INTERVALS = ['300', '900', '3600', '21600', '86400', '604800'] as const;
/** Every offset that is in use somewhere. */
const OFFSETS = [-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840];

/** `+09:00`, as in an ISO time. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes), two = (value: number): string => String(value).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The correction of the clock that is left when the zone is taken out of the skew. */
export const correctionOf = ({ clockSkewSeconds, zoneOffsetMinutes }: Settings): number => clockSkewSeconds + zoneOffsetMinutes * 60;

/** Name, promise and clock of a source, and the tokens that hold. */
export function SourceSettings({ settings, canWrite }: { settings: Settings; canWrite: boolean }) {
  const t = useTranslations('sources');
  const [name, setName] = useState(settings.name);
  const [expected, setExpected] = useState(settings.expectedEverySeconds === null ? 'none' : String(settings.expectedEverySeconds));
  const [zone, setZone] = useState(String(settings.zoneOffsetMinutes));
  const [correction, setCorrection] = useState(String(correctionOf(settings)));
  const { save, busy } = useSave(settings);
  const wrong = !/^[+-]?\d{1,6}$/.test(correction.trim());
  const other = expected !== 'none' && !INTERVALS.some((value) => value === expected) ? [{ value: expected, label: `${expected} s` }] : [];
  return (
    <div className="flex flex-col gap-6">
      <form
        className="flex max-w-96 flex-col gap-4"
        onSubmit={(event) => { event.preventDefault(); if (!wrong) void save({ name, expectedEverySeconds: expected === 'none' ? null : Number(expected), zoneOffsetMinutes: Number(zone), clockCorrectionSeconds: Number(correction) }); }}
      >
        <Field label={t('name')} required>{(ids) => <Input {...ids} value={name} maxLength={100} readOnly={!canWrite} onChange={(event) => setName(event.target.value)} />}</Field>
        <Field label={t('form.expected')} hint={t('form.expectedHint')}>
          {(ids) => <Select {...ids} value={expected} onValueChange={setExpected} options={[{ value: 'none', label: t('form.intervals.none') }, ...other, ...INTERVALS.map((value) => ({ value, label: t(`form.intervals.${value}`) }))]} />}
        </Field>
        <Field label={t('form.zone')} hint={t('form.zoneHint')}>{(ids) => <Select {...ids} value={zone} onValueChange={setZone} options={OFFSETS.map((minutes) => ({ value: String(minutes), label: offsetText(minutes) }))} />}</Field>
        <Field label={t('form.correction')} hint={t('form.correctionHint')} {...(wrong ? { error: t('form.number') } : {})}>
          {(ids) => <Input {...ids} inputMode="numeric" value={correction} readOnly={!canWrite} onChange={(event) => setCorrection(event.target.value)} />}
        </Field>
        <div><Button type="submit" intent="primary" busy={busy} {...(canWrite ? {} : { disabledReason: t('readOnly') })}>{t('form.save')}</Button></div>
      </form>
      <Tokens settings={settings} />
    </div>
  );
}

function useSave({ id }: Settings): { save: (change: Change) => Promise<void>; busy: boolean } {
  const t = useTranslations('sources');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const save = async (change: Change): Promise<void> => {
    setBusy(true);
    try {
      queries.setQueryData([...sourcesKey, id, 'settings'], await changeSource(id, change));
      toast({ intent: 'positive', title: t('form.saved') });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };
  return { save, busy };
}

function Tokens({ settings: { tokens } }: { settings: Settings }) {
  const t = useTranslations('sources');
  return (
    <section aria-label={t('page.tokens')}>
      <h2 className="label-caps mb-1 text-content-tertiary">{t('page.tokens')}</h2>
      {tokens.length === 0 && <p className="text-content-secondary">{t('page.noToken')}</p>}
      <ul>
        {tokens.map(({ prefix, createdAt, expiresAt }) => (
          <li key={createdAt} className="flex flex-wrap gap-3 py-1">
            <code className="font-mono">{prefix}…</code>
            <span className="text-content-tertiary"><Time at={createdAt} mode="absolute" /></span>
            {expiresAt !== null && <span className="text-content-notice">{t.rich('page.tokenUntil', { time: () => <Time at={expiresAt} mode="absolute" /> })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
