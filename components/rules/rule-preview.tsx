'use client';
import { useTranslations } from 'use-intl';
import type { Validation } from '@/lib/rules/model';
import { tacticKey } from '../record/tactics';
import { uiLevel } from '../record/ui-level';
import { PropertiesTable } from '../ui/properties-table';
import { SeverityBadge } from '../ui/severity-badge';
import { SkeletonRows } from '../ui/skeleton';
import { RuleExplanation } from './rule-explanation';
import { SectionHeading } from './section-heading';
import { useFacetLabel } from './use-rule-facets';

/** The rule as it is understood while it is being written. */
export function RulePreview({ validation, text }: { validation: Validation | undefined; text: string }) {
  const t = useTranslations('rules');
  const tactic = useTranslations('tactic');
  const labelOf = useFacetLabel();
  if (validation === undefined) return <SkeletonRows rows={6} />;
  const { info, kind, parts } = validation;
  const none = (value: string) => (value === '' ? <span className="text-content-tertiary">—</span> : value);
  const tactics = info.tactics.map((id) => { const key = tacticKey(id); return key === undefined ? id : tactic(key); });
  const source = [info.logSource.product, info.logSource.category, info.logSource.service].filter((part) => part !== undefined).join(' / ');
  return (
    <div className="flex flex-col gap-5">
      <section aria-label={t('editor.preview')}>
        <SectionHeading>{t('editor.preview')}</SectionHeading>
        <PropertiesTable rows={[
          { key: 'title', label: t('columns.rule'), value: none(info.title) },
          { key: 'kind', label: t('detail.kind'), value: labelOf('kind', kind) },
          { key: 'level', label: t('columns.level'), value: <SeverityBadge level={uiLevel(info.level)} /> },
          { key: 'author', label: t('detail.author'), value: none(info.author) },
          { key: 'techniques', label: t('detail.techniques'), value: none([...tactics, ...info.techniques].join(' · ')) },
          { key: 'logSource', label: t('detail.logSource'), value: none(source) },
        ]} />
      </section>
      <RuleExplanation kind={kind} parts={parts} text={text} />
    </div>
  );
}
