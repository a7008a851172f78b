'use client';
import { useTranslations } from 'use-intl';
import { CodeBlock } from '../ui/code-block';
import { ArrivalsPanel } from './arrivals-panel';
import { setUpText } from './set-up-text';
import { isProduct, type Credentials } from './sources-api';

/** The token, shown this once, in the commands that use it, and what arrives with it. Opens only in the browser, so its address is the reader's own. */
export function SourceCredentials({ credentials: { id, product, ingestToken } }: { credentials: Credentials }) {
  const t = useTranslations('sources');
  const text = setUpText(isProduct(product) ? product : 'file', window.location.origin, ingestToken);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <CodeBlock label={t('token')} code={ingestToken} wrap />
        <p className="mt-1 text-sm text-content-notice">{t('tokenOnce')}</p>
      </div>
      <ArrivalsPanel sourceId={id} />
      <CodeBlock label={t('tryFirst')} code={text.send} wrap />
      <CodeBlock label={t('withCurl')} code={text.curl} wrap />
      {text.lasting && <CodeBlock label={t('lasting', { shipper: text.lasting.shipper })} code={text.lasting.config} />}
    </div>
  );
}
