'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { BackTestDetail } from '@/lib/rules/model';

const measures = ({ matches, findings }: BackTestDetail) => ({ matches, endpoints: Object.keys(findings.byEndpoint).length, accounts: Object.keys(findings.byAccount).length });

/** The edited rule beside the one in force, over the same records. */
export function BackTestComparison({ edited, current }: { edited: BackTestDetail; current: BackTestDetail }) {
  const t = useTranslations('rules.backTest');
  const format = useFormatter();
  const [a, b] = [measures(edited), measures(current)];
  const keys = ['matches', 'endpoints', 'accounts'] as const;
  const rows = [
    { label: t('current'), values: keys.map((key) => format.number(b[key])) },
    { label: t('edited'), values: keys.map((key) => format.number(a[key])) },
    { label: t('difference'), values: keys.map((key) => format.number(a[key] - b[key], { signDisplay: 'exceptZero' })) },
  ];
  return (
    <table className="max-w-xl border-collapse text-md">
      <thead>
        <tr className="label-caps border-b border-stroke text-left">
          <th scope="col" className="py-1.5 pr-6 font-normal">{t('versions')}</th>
          {keys.map((key) => <th key={key} scope="col" className="py-1.5 pl-6 text-right font-normal">{t(key)}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, values }) => (
          <tr key={label} className="border-b border-stroke-subtle">
            <th scope="row" className="py-1.5 pr-6 text-left font-normal text-content-secondary">{label}</th>
            {values.map((value, index) => <td key={index} className="py-1.5 pl-6 text-right tabular-nums">{value}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
