'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { CodeBlock } from '../ui/code-block';
import { TabPanel, Tabs } from '../ui/tabs';
import { setUpOf } from './set-up/catalogue';
import { targetOf, type Target, type Variant } from './set-up/set-up';
import { fetchSyslog, sourcesKey, type Syslog } from './sources-api';
import { SyslogSenders } from './syslog-senders';

interface Props { sourceId: number; product: string; token: string; canWrite: boolean }

const nothing = (): (() => void) => () => undefined;

/** Every way to feed a source, as text to paste. The address in it is the one at which the reader sees this console. */
export function SetUpInstructions({ sourceId, product, token, canWrite }: Props) {
  const t = useTranslations('sources');
  const { variants, syslog: bySyslog = false } = setUpOf(product);
  const [chosen, setChosen] = useState<string>(variants[0].id);
  const origin = useSyncExternalStore(nothing, () => window.location.origin, () => null);
  const { data: syslog } = useQuery({ queryKey: [...sourcesKey, sourceId, 'syslog'], queryFn: ({ signal }) => fetchSyslog(sourceId, signal), enabled: bySyslog, refetchInterval: 5_000 });
  if (origin === null) return null;
  const target = targetOf(origin, token, portsOf(syslog));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <section aria-label={t('steps.configure')} className="flex min-w-0 flex-col gap-2">
        <h2 className="text-lg">{t('steps.configure')}</h2>
        {variants.length === 1
          ? <Instructions variant={variants[0]} target={target} />
          : (
            <Tabs value={chosen} onValueChange={setChosen} label={t('ways')} items={variants.map(({ id, label }) => ({ value: id, label }))}>
              {variants.map((variant) => <TabPanel key={variant.id} value={variant.id} className="pt-3"><Instructions variant={variant} target={target} /></TabPanel>)}
            </Tabs>
          )}
      </section>
      {syslog && <SyslogSenders key={syslog.networks.join(' ')} sourceId={sourceId} syslog={syslog} canWrite={canWrite} />}
    </div>
  );
}

function portsOf(syslog: Syslog | undefined): Target['syslog'] {
  return Object.fromEntries((syslog?.ports ?? []).map(({ transport, port }) => [transport, port]));
}

function Instructions({ variant: { file, version, notes = [], text, label }, target }: { variant: Variant; target: Target }) {
  const t = useTranslations('sources');
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {(file !== undefined || version !== undefined) && (
        <p className="text-sm text-content-tertiary">
          {[...(file === undefined ? [] : [t('pasteInto', { file })]), ...(version === undefined ? [] : [t('checkedWith', { version })])].join(' · ')}
        </p>
      )}
      <CodeBlock label={label} code={text(target)} />
      {notes.length > 0 && <ul className="list-disc pl-5 text-sm text-content-secondary">{notes.map((note) => <li key={note}>{t(`notes.${note}`)}</li>)}</ul>}
    </div>
  );
}
