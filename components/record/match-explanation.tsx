'use client';
import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { ExplainedMatch } from '@/lib/detections/model';
import { Badge } from '../ui/badge';
import { SeverityBadge } from '../ui/severity-badge';
import { tacticKey } from './tactics';
import { uiLevel } from './ui-level';
import { ValueFilter } from './value-filter';

/** Why one rule matched: what it looks for, and the values of this record that it found. */
export function MatchExplanation({ match, filterable }: { match: ExplainedMatch; filterable: boolean }) {
  const t = useTranslations('record');
  const tactic = useTranslations('tactic'), exceptions = useTranslations('exceptions');
  const tacticName = (id: string): string => { const key = tacticKey(id); return key === undefined ? id : tactic(key); };
  return (
    <article aria-label={match.title} className="border-t border-stroke-subtle py-3 first:border-t-0 first:pt-0">
      <div className="group/row flex items-start gap-2">
        {match.level !== null && <SeverityBadge level={uiLevel(match.level)} className="mt-px" />}
        <h4 className="min-w-0 flex-1 font-medium text-content">{match.title}</h4>
        {match.mutedBy !== null && <Link href={`/exceptions?open=${match.mutedBy}`}><Badge intent="notice" icon={<BellOff aria-hidden size={12} />}>{exceptions('mutedBy', { name: `EX-${match.mutedBy}` })}</Badge></Link>}
        {filterable && <ValueFilter facet="rule" value={match.ruleId} label={match.title} always />}
      </div>
      {match.description !== '' && <p className="mt-1 whitespace-pre-line text-content-secondary">{match.description.trim()}</p>}
      <p className="mt-1 text-sm text-content-tertiary">
        {[...match.tactics.map(tacticName), ...match.techniques.map(({ id, name }) => (id === name ? id : `${id} ${name}`))].join(' · ')}
      </p>
      <MatchedValues match={match} />
      {match.falsePositives.length > 0 && <p className="mt-2 text-sm text-content-secondary"><span className="text-content-tertiary">{t('falsePositives')}</span> {match.falsePositives.join(' · ')}</p>}
      {match.references.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm"><span className="text-content-tertiary">{t('references')}</span>
          {match.references.map((url) => (/^https?:\/\//.test(url) ? <a key={url} href={url} rel="noreferrer noopener" target="_blank" className="break-all text-content-accent underline-offset-2 hover:underline">{url}</a> : <span key={url} className="break-all">{url}</span>))}
        </p>
      )}
      <p className="mt-1 text-sm text-content-tertiary">{match.author !== '' && `${t('author', { name: match.author })} · `}<span className="font-mono break-all">{match.ruleId}</span></p>
    </article>
  );
}

function MatchedValues({ match }: { match: ExplainedMatch }) {
  const t = useTranslations('record');
  if (match.matched.length === 0) return <p className="mt-2 text-sm text-content-tertiary">{t('noExplanation')}</p>;
  return (
    <table className="mt-2 w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="label-caps border-b border-stroke text-left">
          <th scope="col" className="w-36 py-1 pr-3 font-normal">{t('selection')}</th>
          <th scope="col" className="w-36 py-1 pr-3 font-normal">{t('field')}</th>
          <th scope="col" className="py-1 font-normal">{t('value')}</th>
        </tr>
      </thead>
      <tbody>
        {match.matched.map((row, index) => (
          <tr key={index} className="border-b border-stroke-subtle align-top">
            <td className="py-1 pr-3 font-mono break-all text-content-tertiary">{row.selection}</td>
            <td className="py-1 pr-3 font-mono break-all text-content-secondary">{row.field}</td>
            <td className="py-1 font-mono break-all text-content">
              {row.value}
              {row.pattern !== '' && row.pattern !== row.value && <span className="block text-content-tertiary">{t('pattern', { pattern: row.pattern })}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
