'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { useUrlState } from '../filter/use-url-state';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';
import { TabPanel, Tabs } from '../ui/tabs';
import { SetUpInstructions } from './set-up-instructions';
import { isProduct } from './set-up/catalogue';
import { SourceActions } from './source-actions';
import { SourceOverview } from './source-overview';
import { SourceSettings } from './source-settings';
import { SourceState } from './source-state';
import { SourceStates } from './source-states';
import { fetchSettings, fetchStats, sourcesKey, type Settings, type Stats } from './sources-api';

const POLL_MS = 5_000;
const TABS = ['overview', 'setUp', 'settings'] as const;
type Tab = (typeof TABS)[number];

interface Props { initialSettings: Settings; initialStats: Stats; canWrite: boolean }

/** One source: how it sends, how it is connected, what is set of it. */
export function SourcePage({ initialSettings, initialStats, canWrite }: Props) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const { id } = initialSettings;
  const [tab, setTab] = useUrlState('tab', 'overview');
  const { data: settings } = useQuery({ queryKey: [...sourcesKey, id, 'settings'], queryFn: ({ signal }) => fetchSettings(id, signal), initialData: initialSettings, refetchInterval: POLL_MS });
  const live = settings.retiredAt === null;
  const { data: stats } = useQuery({ queryKey: [...sourcesKey, id, 'stats'], queryFn: ({ signal }) => fetchStats(id, signal), initialData: initialStats, refetchInterval: POLL_MS, enabled: live });
  const current: Tab = TABS.find((known) => known === tab) ?? 'overview';
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <PageHeader
        title={settings.name}
        meta={<span className="flex flex-wrap items-center gap-2"><SourceState source={{ ...settings, lastSeen: stats.lastSeen }} />{isProduct(settings.product) ? t(`products.${settings.product}`) : settings.product} · <Link className="underline" href="/settings/sources">{t('back')}</Link></span>}
        actions={<>
          <ButtonLink href={`/settings/sources/${id}/rejects`}>{t('page.rejects')} {format.number(stats.rejected)}</ButtonLink>
          {live && <SourceActions settings={settings} canWrite={canWrite} />}
        </>}
      />
      <SourceStates settings={settings} />
      <Tabs value={current} onValueChange={setTab} label={t('page.tabs')} items={TABS.map((value) => ({ value, label: t(`page.${value}`) }))}>
        <TabPanel value="overview" className="gutter py-4"><SourceOverview settings={settings} stats={stats} /></TabPanel>
        <TabPanel value="setUp" className="gutter max-w-4xl py-4">
          <p className="mb-3 text-sm text-content-secondary">{t('page.setUpNote')}</p>
          <SetUpInstructions sourceId={id} product={settings.product} token={t('page.yourToken')} canWrite={canWrite && live} />
        </TabPanel>
        <TabPanel value="settings" className="gutter max-w-2xl py-4"><SourceSettings key={`${settings.zoneOffsetMinutes} ${settings.clockSkewSeconds} ${settings.name} ${settings.expectedEverySeconds}`} settings={settings} canWrite={canWrite && live} /></TabPanel>
      </Tabs>
    </div>
  );
}
