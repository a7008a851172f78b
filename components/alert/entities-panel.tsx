'use client';
import { Laptop, Search, Server, ShieldAlert, User } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertContent, ImpactEntity } from '@/lib/engine/correlate/types';
import { entityState, searchHref } from '@/lib/searches/queries';
import { AssetIconLink } from '../assets/asset-icon-link';
import { Badge } from '../ui/badge';
import { CopyButton } from '../ui/copy-button';
import { Panel } from './panel';
import { nodeOfNoun } from './selection';
import { useSelection } from './use-selection';

/** Whom it touches: endpoints and accounts, servers and privileged ones marked. */
export function EntitiesPanel({ content, className }: { content: AlertContent; className?: string }) {
  const t = useTranslations('alert');
  const icon = (entity: ImpactEntity): ReactNode => {
    const Icon = entity.kind === 'account' ? (entity.privileged === true ? ShieldAlert : User) : entity.server === true ? Server : Laptop;
    return <Icon aria-hidden size={14} className="shrink-0 text-content-tertiary" />;
  };
  return (
    <Panel title={t('entities')} count={content.impact.length} {...(className === undefined ? {} : { className })}>
      <ul className="py-1">
        {content.impact.map((entity) => (
          <li key={`${entity.kind}|${entity.key}`} className="flex min-h-row items-center gap-2 pr-2 pl-5">
            {icon(entity)}
            <EntityName entity={entity} content={content} />
            {entity.server === true && <Badge>{t('server')}</Badge>}
            {entity.privileged === true && <Badge intent="notice">{t('privileged')}</Badge>}
            <span className="min-w-0 flex-1 truncate text-right font-mono text-sm text-content-tertiary">{entity.addresses.slice(0, 2).join(', ')}</span>
            <AssetIconLink kind={entity.kind === 'host' ? 'endpoint' : 'account'} assetKey={entity.key} name={entity.name} />
            <Link href={searchHref(entityState(entity.kind, entity.key, content.firstSeen, content.lastSeen))} prefetch={false} aria-label={t('searchEntity', { name: entity.name })} title={t('searchEntity', { name: entity.name })}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-content-tertiary hover:bg-surface-hover hover:text-content"><Search aria-hidden size={12} /></Link>
            <CopyButton value={entity.name} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EntityName({ entity, content }: { entity: ImpactEntity; content: AlertContent }) {
  const { select } = useSelection();
  const id = content.graph.nodes.find((node) => (entity.kind === 'host' ? node.kind === 'endpoint' && node.endpointKey === entity.key : node.kind === 'account' && node.id === `account:${entity.key}`))?.id
    ?? nodeOfNoun(entity.kind, entity.name, content.graph.nodes);
  if (id === undefined) return <span className="truncate">{entity.name}</span>;
  return <button type="button" onClick={() => select({ kind: 'node', id })} className="focus-inset min-w-0 truncate text-left hover:text-content-accent hover:underline">{entity.name}</button>;
}
