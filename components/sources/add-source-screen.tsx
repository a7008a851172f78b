'use client';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../ui/empty-state';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';
import { SourceCredentials } from './source-credentials';
import { SourceForm } from './source-form';
import { sourcesKey, type Credentials } from './sources-api';

/** Guided set-up: what sends → token and configuration → first record. */
export function AddSourceScreen({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('sources');
  const queries = useQueryClient();
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  useKeepToken(credentials !== null);
  const created = (made: Credentials): void => {
    setCredentials(made);
    void queries.invalidateQueries({ queryKey: sourcesKey });
  };
  const back = <Link className="underline" href="/settings/sources">{t('back')}</Link>;
  if (!canWrite) return <div className="flex min-h-0 flex-1 flex-col"><PageHeader title={t('addTitle')} meta={back} /><EmptyState kind="no-right" body={t('readOnly')} /></div>;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <PageHeader
        title={credentials === null ? t('addTitle') : t('setUp', { name: credentials.name })} meta={<>{t('addMeta')} {back}</>}
        actions={credentials !== null && <ButtonLink intent="primary" href={`/settings/sources/${credentials.id}`}>{t('done')}</ButtonLink>}
      />
      <div className="gutter max-w-6xl py-4">
        {credentials === null ? <SourceForm onCreated={created} /> : <SourceCredentials credentials={credentials} />}
      </div>
    </div>
  );
}

/** The token cannot be shown again: closing the tab asks first. */
function useKeepToken(shown: boolean): void {
  useEffect(() => {
    if (!shown) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [shown]);
}
