'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import type { RuleAlert, RuleDetail } from '@/lib/rules/model';
import { StorySentence } from '../alert/story-sentence';
import { Time } from '../time/time';
import { SeverityBadge } from '../ui/severity-badge';
import { StatusBadge } from '../workbench/status-badge';
import { SectionHeading } from './section-heading';

/** The alerts that the rule took part in, and what became of them. */
export function RuleAlerts({ alerts: { rows, total } }: Pick<RuleDetail, 'alerts'>) {
  const t = useTranslations('rules.alerts');
  return (
    <section aria-label={t('title')}>
      <SectionHeading {...(total > rows.length ? { aside: t('note', { shown: rows.length, total }) } : {})}>{t('title')}</SectionHeading>
      {rows.length === 0 ? <p className="text-content-secondary">{t('none')}</p> : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="label-caps border-b border-stroke text-left">
                {(['severity', 'alert', 'status', 'lastSeen'] as const).map((key) => <th key={key} scope="col" className="py-1.5 pr-4 font-normal whitespace-nowrap">{t(key)}</th>)}
                <th scope="col" className="py-1.5 text-right font-normal">{t('count')}</th>
              </tr>
            </thead>
            <tbody>{rows.map((alert) => <AlertLine key={alert.id} alert={alert} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function AlertLine({ alert }: { alert: RuleAlert }) {
  const format = useFormatter();
  return (
    <tr className="border-b border-stroke-subtle align-baseline">
      <td className="py-1.5 pr-4 whitespace-nowrap"><SeverityBadge level={alert.severity} /></td>
      <td className="min-w-48 py-1.5 pr-4">
        <Link href={`/workbench/${alert.id}`} className="text-content-accent underline-offset-2 hover:underline"><StorySentence sentence={alert.title} /></Link>
        <span className="block font-mono text-sm text-content-tertiary">{alert.id}</span>
      </td>
      <td className="py-1.5 pr-4 whitespace-nowrap"><StatusBadge status={alert.status} finding={alert.finding} /></td>
      <td className="py-1.5 pr-4 whitespace-nowrap"><Time at={alert.lastSeen} mode="absolute" seconds={false} /></td>
      <td className="py-1.5 text-right tabular-nums">{format.number(alert.count)}</td>
    </tr>
  );
}
