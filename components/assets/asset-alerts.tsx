'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { assetKeys } from '@/lib/assets/queries';
import { Panel } from '../alert/panel';
import { StorySentence } from '../alert/story-sentence';
import { Time } from '../time/time';
import { EmptyState } from '../ui/empty-state';
import { SeverityBadge } from '../ui/severity-badge';
import { StatusBadge } from '../workbench/status-badge';
import { fetchAssetAlerts, type AssetId } from './assets-api';
import { Loaded } from './section';

/** Alerts that touch it, open ones first. */
export function AssetAlerts({ id }: { id: AssetId }) {
  const t = useTranslations('assets.alerts');
  return (
    <Panel title={t('title')}>
      <Loaded queryKey={assetKeys.part(id.kind, id.key, 'alerts')} load={(signal) => fetchAssetAlerts(id, signal)} rows={3}>
        {({ items, total, open }) => (items.length === 0 ? <EmptyState kind="none-yet" title={t('none')} body={t('noneBody')} /> : (
          <div className="gutter py-2">
            <p className="text-sm text-content-secondary">{t('open', { count: open })}{total > items.length && <> · {t('shown', { shown: items.length, total })}</>}</p>
            <ul>
              {items.map((alert) => (
                <li key={alert.id} className="flex min-h-row min-w-0 items-center gap-3 border-b border-stroke-subtle py-1">
                  <SeverityBadge level={alert.severity} score={alert.score} compact />
                  <Link href={`/workbench/${alert.id}`} prefetch={false} className="focus-inset min-w-0 flex-1 truncate text-content-accent underline-offset-2 hover:underline"><StorySentence sentence={alert.title} /></Link>
                  <StatusBadge status={alert.status} finding={alert.finding} />
                  <span className="text-sm text-content-tertiary"><Time at={alert.lastSeen} mode="absolute" seconds={false} /></span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Loaded>
    </Panel>
  );
}
