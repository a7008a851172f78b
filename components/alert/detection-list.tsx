'use client';
import { useTranslations } from 'use-intl';
import type { Signal } from '@/lib/engine/correlate/types';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { SeverityBadge } from '../ui/severity-badge';
import { uiLevel } from '../record/ui-level';

/** Detections that touch what is selected, each with the way to its record. */
export function DetectionList({ signals, onRecord }: { signals: readonly Signal[]; onRecord: (uuid: string) => void }) {
  const t = useTranslations('alert');
  if (signals.length === 0) return <p className="px-5 py-2 text-sm text-content-tertiary">{t('noDetections')}</p>;
  return (
    <section aria-label={t('detections', { count: signals.length })}>
      <h3 className="px-5 pt-2 pb-1 text-sm text-content-tertiary">{t('detections', { count: signals.length })}</h3>
      <ul>
        {signals.map((signal) => {
          const [uuid] = signal.detectionUuids;
          return (
            <li key={signal.key} className="flex items-start gap-2 border-t border-stroke-subtle py-1.5 pr-2 pl-5">
              <SeverityBadge level={uiLevel(signal.level)} compact className="mt-0.5" />
              <div className="min-w-0 flex-1">
                <p className="break-words">{signal.ruleTitle}</p>
                <p className="text-sm text-content-tertiary"><Time at={signal.firstSeen} mode="time" />{signal.count > 1 && ` · × ${signal.count}`}</p>
              </div>
              {uuid !== undefined && <Button size="sm" intent="ghost" onClick={() => onRecord(uuid)}>{t('openRecord')}</Button>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
