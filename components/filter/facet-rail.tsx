'use client';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Skeleton } from '../ui/skeleton';
import { excludeKey, readFacets, toggleFacet } from './facet-params';
import { FacetGroup } from './facet-group';
import type { Facet } from './facet';
import { useUrlPatch } from './use-url-state';

/** What the list can be narrowed by, with counts: press a value to keep only it, its second button to leave it out. */
export function FacetRail({ facets, loading = false }: { facets: readonly Facet[]; loading?: boolean }) {
  const t = useTranslations('filter');
  const params = useSearchParams();
  const patch = useUrlPatch();
  const chosen = readFacets(params, facets.map(({ key }) => key));
  return (
    <aside aria-label={t('filters')} className="w-rail shrink-0 overflow-y-auto border-r border-stroke bg-surface pb-6">
      {facets.map((facet) => {
        const choice = chosen[facet.key] ?? { include: [], exclude: [] };
        return (
          <FacetGroup key={facet.key} facet={facet} choice={choice} onToggle={(side, value) => {
            const next = toggleFacet(choice, side, value);
            patch({ [facet.key]: next.include, [excludeKey(facet.key)]: next.exclude });
          }} />
        );
      })}
      {loading && facets.length === 0 && <div className="flex flex-col gap-3 p-5">{[60, 85, 70, 50, 80, 65].map((width, index) => <Skeleton key={index} width={`${width}%`} />)}</div>}
    </aside>
  );
}
