'use client';
import { ChevronDown, User } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertStatus } from '@/lib/alerts/model';
import { useCommands } from '../shell/commands';
import { Button } from '../ui/button';
import { DropdownMenu } from '../ui/dropdown-menu';
import { STATUS_ICONS } from '../workbench/status-badge';
import { STATUSES, type AlertHead } from './alert-data';
import { StatusDialog } from './status-dialog';
import { useChangeAlert, type Person } from './use-change-alert';

interface Props { alert: AlertHead; me: Person; canWrite: boolean }

/** Status and owner of the alert: `s` and `a`. */
export function AlertControls({ alert, me, canWrite }: Props) {
  const t = useTranslations('workbench');
  const status = useTranslations('status');
  const findings = useTranslations('finding');
  const change = useChangeAlert(alert, me);
  const [dialog, setDialog] = useState<AlertStatus | null>(null);
  const mine = alert.ownerId === me.id;
  const off = canWrite ? {} : { disabledReason: t('readOnly') };
  const choose = (next: AlertStatus): void => {
    if (next === 'closed') setDialog('closed');
    else if (next !== alert.status) change({ status: next });
  };
  useCommands(() => (canWrite ? [
    { id: 'alert.status', label: t('changeStatus'), keys: 's', run: () => setDialog(alert.status === 'closed' ? 'open' : 'closed') },
    { id: 'alert.assign', label: mine ? t('release') : t('assignToMe'), keys: 'a', run: () => change({ ownerId: mine ? null : me.id }) },
  ] : []), [canWrite, t, alert.status, mine, me.id, change]);
  const Icon = STATUS_ICONS[alert.status];
  return (
    <>
      <DropdownMenu
        trigger={<Button aria-keyshortcuts="s" icon={<Icon aria-hidden size={14} />} {...off}>{status(alert.status)}{alert.status === 'closed' && alert.finding !== null && <span className="text-content-secondary">· {findings(alert.finding)}</span>}<ChevronDown aria-hidden size={14} className="text-content-tertiary" /></Button>}
        items={[
          { heading: t('changeStatus') },
          ...STATUSES.map((value) => ({ id: value, label: value === 'closed' ? `${status(value)}…` : status(value), checked: alert.status === value, ...off, onSelect: () => choose(value) })),
        ]}
      />
      <DropdownMenu
        trigger={<Button aria-keyshortcuts="a" icon={<User aria-hidden size={14} />} {...off}><span className={alert.ownerName === null ? 'text-content-tertiary' : undefined}>{alert.ownerName ?? t('noOwner')}</span><ChevronDown aria-hidden size={14} className="text-content-tertiary" /></Button>}
        items={[
          { heading: t('assign') },
          { id: 'me', label: t('assignToMe'), shortcut: 'a', checked: mine, ...off, onSelect: () => change({ ownerId: me.id }) },
          { id: 'none', label: t('unassigned'), checked: alert.ownerId === null, ...off, onSelect: () => change({ ownerId: null }) },
        ]}
      />
      {dialog !== null && <StatusDialog alert={alert} first={dialog} onClose={() => setDialog(null)} onChange={change} />}
    </>
  );
}
