'use client';
import { Building2, ChevronsUpDown, CircleHelp, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { DropdownMenu } from '../ui/dropdown-menu';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { useToast } from '../ui/toast';
import { postJson } from './post-json';
import type { ShellProps } from './shell-props';
import { UserMenu } from './user-menu';

function TenantSwitcher({ tenants, tenantId, paths }: Pick<ShellProps, 'tenants' | 'tenantId' | 'paths'>) {
  const t = useTranslations('shell');
  const router = useRouter();
  const toast = useToast();
  const current = tenants.find((tenant) => tenant.id === tenantId);
  const target = paths.switchTenant;
  if (tenants.length < 2 || target === undefined) {
    return <span className="flex min-w-0 items-center gap-2 text-content" title={t('oneTenant')}><Building2 aria-hidden size={14} className="text-content-tertiary" /><span className="truncate">{current?.name}</span></span>;
  }
  const choose = async (id: string): Promise<void> => {
    if (await postJson(target.path, { [target.field]: id })) router.refresh();
    else toast({ intent: 'negative', title: t('switchTenantFailed') });
  };
  return (
    <DropdownMenu
      trigger={<Button intent="ghost" aria-label={`${t('switchTenant')}: ${current?.name ?? ''}`} className="-ml-3 min-w-0" icon={<Building2 aria-hidden size={14} />}><span className="truncate text-content">{current?.name}</span><ChevronsUpDown aria-hidden size={12} /></Button>}
      items={[{ heading: t('tenant') }, ...tenants.map((tenant) => ({ id: tenant.id, label: tenant.name, checked: tenant.id === tenantId, onSelect: () => void choose(tenant.id) }))]}
    />
  );
}

interface Props extends Omit<ShellProps, 'children'> { onPalette: () => void; onHelp: () => void }

/** Whose data this is, the way to everything, and who is looking. */
export function TopBar({ user, tenants, tenantId, paths, zone, onPalette, onHelp }: Props) {
  const t = useTranslations('shell');
  return (
    <header data-print="hide" className="flex h-header shrink-0 items-center gap-2 border-b border-stroke bg-surface px-5">
      <TenantSwitcher tenants={tenants} tenantId={tenantId} paths={paths} />
      <span className="flex-1" />
      <button type="button" onClick={onPalette} aria-keyshortcuts="Meta+K Control+K" className="flex h-control items-center gap-2 rounded-md border border-stroke px-2 text-content-tertiary hover:border-stroke-strong hover:text-content">
        <Search aria-hidden size={14} />
        <span className="w-40 truncate text-left max-md:sr-only">{t('palette.open')}</span>
        <Kbd>⌘K</Kbd>
      </button>
      <IconButton label={t('help.open')} onClick={onHelp} icon={<CircleHelp aria-hidden size={16} strokeWidth={1.5} />} />
      <UserMenu user={user} paths={paths} zone={zone} />
    </header>
  );
}
