'use client';
import { useTranslations } from 'use-intl';
import { CodeBlock } from '../ui/code-block';
import { ArrivalsPanel } from './arrivals-panel';
import { SetUpInstructions } from './set-up-instructions';
import type { Credentials } from './sources-api';

/** The token, shown this once, in the configurations that use it. */
export function SourceToken({ credentials: { id, product, ingestToken } }: { credentials: Credentials }) {
  const t = useTranslations('sources');
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div>
        <CodeBlock label={t('token')} code={ingestToken} wrap />
        <p className="mt-1 text-sm text-content-notice">{t('tokenOnce')}</p>
      </div>
      <SetUpInstructions sourceId={id} product={product} token={ingestToken} canWrite />
    </div>
  );
}

/** The token and its configurations beside what arrives with it. */
export function SourceCredentials({ credentials }: { credentials: Credentials }) {
  const t = useTranslations('sources');
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <SourceToken credentials={credentials} />
      <div className="flex flex-col gap-2 xl:sticky xl:top-4">
        <h2 className="text-lg">{t('steps.watch')}</h2>
        <ArrivalsPanel sourceId={credentials.id} />
      </div>
    </div>
  );
}
