'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Signal } from '@/lib/engine/correlate/types';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Select } from '../ui/select';
import { SeverityBadge } from '../ui/severity-badge';
import { uiLevel } from '../record/ui-level';
import { ChooseAlert } from './choose-alert';
import { sendSplit } from './corrections-api';
import { useCorrect } from './use-correct';

interface Props { alertId: string; signals: readonly Signal[]; onClose: () => void }

/** Takes detections out of the alert, into one of their own or into another. Mount it when it opens. */
export function SplitDialog({ alertId, signals, onClose }: Props) {
  const t = useTranslations('alert'), ui = useTranslations('ui');
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [place, setPlace] = useState<'own' | 'other'>('own');
  const [to, setTo] = useState<string | null>(null);
  const { busy, run } = useCorrect(alertId);
  const missing = taken.size === 0 ? t('chooseDetections') : taken.size === signals.length ? t('oneMustStay') : place === 'other' && to === null ? t('chooseAlert') : undefined;
  const split = async (): Promise<void> => { if (await run(() => sendSplit(alertId, [...taken], place === 'own' ? null : to), t('splitToast', { count: taken.size }))) onClose(); };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} size="lg" title={t('split')} description={t('splitBody')}
      footer={<><Button onClick={onClose}>{ui('cancel')}</Button><Button intent="primary" busy={busy} {...(missing === undefined ? {} : { disabledReason: missing })} onClick={() => void split()}>{t('splitNow', { count: taken.size })}</Button></>}>
      <div className="flex max-h-[65vh] flex-col gap-4 overflow-y-auto pr-1">
        <SignalChoice signals={signals} taken={taken} onTaken={setTaken} />
        <Select aria-label={t('splitInto')} value={place} onValueChange={setPlace} options={[{ value: 'own', label: t('splitOwn') }, { value: 'other', label: t('splitOther') }]} />
        {place === 'other' && <ChooseAlert except={alertId} chosen={to} onChoose={setTo} />}
      </div>
    </Dialog>
  );
}

interface ChoiceProps { signals: readonly Signal[]; taken: ReadonlySet<string>; onTaken: (taken: ReadonlySet<string>) => void }

/** Detections by endpoint: a whole endpoint at once, or one by one. */
function SignalChoice({ signals, taken, onTaken }: ChoiceProps) {
  const t = useTranslations('alert');
  const groups = useMemo(() => {
    const found = new Map<string, Signal[]>();
    for (const signal of signals) {
      const name = signal.activity.endpointName ?? signal.activity.endpointKey ?? '';
      found.set(name, [...(found.get(name) ?? []), signal]);
    }
    return [...found];
  }, [signals]);
  const toggle = (keys: readonly string[], on: boolean): void => {
    const next = new Set(taken);
    for (const key of keys) if (on) next.add(key); else next.delete(key);
    onTaken(next);
  };
  return (
    <div className="flex flex-col gap-3">
      {groups.map(([name, group]) => {
        const keys = group.map(({ key }) => key), chosen = keys.filter((key) => taken.has(key)).length;
        return (
          <fieldset key={name}>
            <legend className="w-full border-b border-stroke pb-1"><Checkbox checked={chosen === 0 ? false : chosen === keys.length ? true : 'mixed'} onCheckedChange={(on) => toggle(keys, on)} label={name === '' ? t('noEndpoint') : name} /></legend>
            {group.map(({ key, ruleTitle, level, firstSeen, activity }) => (
              <div key={key} className="flex min-h-row items-center gap-2 border-b border-stroke-subtle py-1 pl-6">
                <span className="min-w-0 flex-1"><Checkbox checked={taken.has(key)} onCheckedChange={(on) => toggle([key], on)} label={[ruleTitle, activity.accountName].filter((part) => part !== undefined).join(' · ')} /></span>
                <SeverityBadge level={uiLevel(level)} compact />
                <span className="text-sm text-content-tertiary"><Time at={firstSeen} mode="absolute" /></span>
              </div>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}
