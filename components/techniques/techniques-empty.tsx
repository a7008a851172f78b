'use client';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { FACETS, type DetectionSummary } from '@/lib/detections/model';
import { excludeKey, readFacets } from '../filter/facet-params';
import { useUrlPatch } from '../filter/use-url-state';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';

/** Nothing to show, for one of two reasons: no record ever matched a rule, or none fits range and filters. */
export function TechniquesEmpty({ summary }: { summary: DetectionSummary | undefined }) {
  const t = useTranslations('techniques');
  const patch = useUrlPatch();
  const narrowed = Object.values(readFacets(useSearchParams(), FACETS)).some(({ include, exclude }) => include.length + exclude.length > 0);
  if (summary === undefined) return null;
  if (summary.extent === null) return <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<ButtonLink href="/settings/sources">{t('toSources')}</ButtonLink>} />;
  const clear = Object.fromEntries(FACETS.flatMap((facet) => [[facet, null], [excludeKey(facet), null]]));
  return (
    <EmptyState kind="no-match" title={t(narrowed ? 'noMatch' : 'noneInRange')} body={<>{t('latestIs')} <Time at={summary.extent.last} mode="absolute" /> (<Time at={summary.extent.last} />)</>}
      action={<><Button onClick={() => patch({ range: 'all', from: null, to: null }, { push: true })}>{t('showAllTime')}</Button>{narrowed && <Button intent="ghost" onClick={() => patch(clear, { push: true })}>{t('clearFilters')}</Button>}</>} />
  );
}
