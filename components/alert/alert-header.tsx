'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formatDuration, formatSpan, zoneOffset } from '../time/format';
import { useTimeZone } from '../time/use-time-zone';
import { CopyButton } from '../ui/copy-button';
import { SeverityBadge } from '../ui/severity-badge';
import type { AlertHead } from './alert-data';
import { AlertControls } from './alert-controls';
import { PhasePath } from './phase-path';
import { StorySentence } from './story-sentence';
import type { Person } from './use-change-alert';

interface Props { alert: AlertHead; me: Person; canWrite: boolean; actions?: ReactNode }

/** Which alert, how bad, who has it; what happened in one sentence; when, to whom, how far. */
export function AlertHeader({ alert, me, canWrite, actions }: Props) {
  const t = useTranslations('workbench');
  return (
    <header className="gutter border-b border-stroke pt-3 pb-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="inline-flex items-center gap-1 font-mono text-sm text-content-secondary">
          <Link href="/workbench" data-print="hide" className="text-content-tertiary hover:text-content-accent">{t('title')}</Link>
          <span aria-hidden data-print="hide" className="text-content-tertiary">/</span>
          {alert.id}
          <CopyButton value={alert.id} label={t('copyId')} />
        </span>
        <SeverityBadge level={alert.severity} score={alert.score} />
        <span className="flex-1" />
        <div data-print="hide" className="flex flex-wrap items-center gap-2"><AlertControls alert={alert} me={me} canWrite={canWrite} />{actions}</div>
      </div>
      <h1 className="mt-2 max-w-5xl text-title font-medium tracking-tight text-pretty text-content-secondary"><StorySentence sentence={alert.content.title} /></h1>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-content-secondary">
        <When from={alert.firstSeen} to={alert.lastSeen} />
        <Impact alert={alert} />
        <PhasePath content={alert.content} />
      </div>
    </header>
  );
}

function When({ from, to }: { from: number; to: number }) {
  const locale = useLocale();
  const zone = useTimeZone();
  return (
    <span className="whitespace-nowrap tabular-nums" title={zone}>
      <span className="text-content">{formatSpan(from, to, { locale, zone })}</span>
      <span className="text-content-tertiary"> {zoneOffset(from, zone)} · {formatDuration(to - from, locale)}</span>
    </span>
  );
}

function Impact({ alert }: { alert: AlertHead }) {
  const t = useTranslations('workbench');
  const hosts = alert.content.impact.filter((entity) => entity.kind === 'host');
  const accounts = alert.content.impact.filter((entity) => entity.kind === 'account');
  const servers = hosts.filter((host) => host.server === true).length, privileged = accounts.filter((account) => account.privileged === true).length;
  return (
    <span className="tabular-nums">
      <span className="text-content">{t('hosts', { count: hosts.length })}</span>
      {servers > 0 && ` (${t('servers', { count: servers })})`}
      {' · '}
      <span className="text-content">{t('accounts', { count: accounts.length })}</span>
      {privileged > 0 && ` (${t('privileged', { count: privileged })})`}
    </span>
  );
}
