'use client';
import { useTranslations } from 'use-intl';
import type { TargetSettings } from '@/lib/notifications/model';
import { LANGUAGE_NAMES, LOCALES } from '../i18n/locales';
import { zoneOptions } from '../shell/zone-options';
import { Checkbox } from '../ui/checkbox';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { EVENT_ORDER } from './target-fields';

interface Props { settings: TargetSettings; onChange: (settings: TargetSettings) => void }

const SEVERITY_ORDER = ['low', 'medium', 'high', 'critical'] as const;
const DIGESTS = { immediate: { kind: 'immediate' }, every: { kind: 'every', minutes: 60 }, daily: { kind: 'daily', at: '09:00' } } as const satisfies Record<TargetSettings['digest']['kind'], TargetSettings['digest']>;

/** What a target is told of, in which language, when and how often. */
export function SettingsFields({ settings, onChange }: Props) {
  const t = useTranslations('notifications'), severity = useTranslations('severity');
  const set = (change: Partial<TargetSettings>): void => onChange({ ...settings, ...change });
  const toggle = (event: (typeof EVENT_ORDER)[number], on: boolean): void => set({ events: EVENT_ORDER.filter((each) => (each === event ? on : settings.events.includes(each))) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-content">{t('when')}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label={t('minSeverity')}>{(ids) => <Select {...ids} value={settings.minSeverity} onValueChange={(value) => set({ minSeverity: SEVERITY_ORDER.find((each) => each === value) ?? 'medium' })} options={SEVERITY_ORDER.map((value) => ({ value, label: t('from', { severity: severity(value) }) }))} />}</Field>
        <Field label={t('language')}>{(ids) => <Select {...ids} value={settings.language} onValueChange={(value) => set({ language: LOCALES.find((each) => each === value) ?? 'en' })} options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />}</Field>
        <Field label={t('timeZone')}>{(ids) => <Select {...ids} value={settings.timeZone} onValueChange={(timeZone) => set({ timeZone })} options={zoneOptions(settings.timeZone)} />}</Field>
      </div>
      <div role="group" aria-label={t('events')} className="flex flex-col gap-1">
        <span className="text-sm font-medium text-content-secondary">{t('events')}</span>
        <div className="grid gap-1 sm:grid-cols-2">
          {EVENT_ORDER.map((event) => <Checkbox key={event} checked={settings.events.includes(event)} onCheckedChange={(on) => toggle(event, on)} label={t(`event.${event}`)} />)}
        </div>
      </div>
      <DigestFields settings={settings} set={set} />
      <QuietFields settings={settings} set={set} />
    </fieldset>
  );
}

interface PartProps { settings: TargetSettings; set: (change: Partial<TargetSettings>) => void }

function DigestFields({ settings: { digest, perHour }, set }: PartProps) {
  const t = useTranslations('notifications');
  const kinds = ['immediate', 'every', 'daily'] as const;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={t('digest')}>{(ids) => <Select {...ids} value={digest.kind} onValueChange={(value) => set({ digest: DIGESTS[kinds.find((kind) => kind === value) ?? 'immediate'] })} options={kinds.map((value) => ({ value, label: t(`digests.${value}`) }))} />}</Field>
      {digest.kind === 'every' && <Field label={t('minutes')}>{(ids) => <Input {...ids} type="number" min={5} max={1_440} value={digest.minutes} onChange={(event) => set({ digest: { kind: 'every', minutes: event.target.valueAsNumber || 5 } })} />}</Field>}
      {digest.kind === 'daily' && <Field label={t('at')}>{(ids) => <Input {...ids} type="time" value={digest.at} onChange={(event) => set({ digest: { kind: 'daily', at: event.target.value || '09:00' } })} />}</Field>}
      <Field label={t('perHour')} hint={t('perHourHint')}>{(ids) => <Input {...ids} type="number" min={1} max={1_000} value={perHour} onChange={(event) => set({ perHour: event.target.valueAsNumber || 1 })} />}</Field>
    </div>
  );
}

function QuietFields({ settings: { quiet }, set }: PartProps) {
  const t = useTranslations('notifications');
  return (
    <div className="flex flex-col gap-2">
      <Checkbox checked={quiet !== null} onCheckedChange={(on) => set({ quiet: on ? { from: '22:00', to: '07:00', exceptCritical: true } : null })} label={t('quiet')} />
      {quiet !== null && (
        <div className="grid items-end gap-3 sm:grid-cols-3">
          <Field label={t('quietFrom')}>{(ids) => <Input {...ids} type="time" value={quiet.from} onChange={(event) => set({ quiet: { ...quiet, from: event.target.value || '22:00' } })} />}</Field>
          <Field label={t('quietTo')}>{(ids) => <Input {...ids} type="time" value={quiet.to} onChange={(event) => set({ quiet: { ...quiet, to: event.target.value || '07:00' } })} />}</Field>
          <Checkbox checked={quiet.exceptCritical} onCheckedChange={(exceptCritical) => set({ quiet: { ...quiet, exceptCritical } })} label={t('exceptCritical')} />
        </div>
      )}
    </div>
  );
}
