'use client';
import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { useCommandList } from './commands';

interface Row { keys: string; label: string }

function Keys({ heading, rows }: { heading: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="mb-4 last:mb-0">
      <h3 className="label-caps mb-1">{heading}</h3>
      <dl>
        {rows.map((row) => (
          <div key={`${row.keys} ${row.label}`} className="flex h-7 items-center justify-between gap-4 border-b border-stroke-subtle">
            <dt>{row.label}</dt>
            <dd><Kbd>{row.keys}</Kbd></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** `?`: what the keys do here. */
export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('shell.help');
  const commands = useCommandList().filter((command) => command.keys !== undefined);
  const rows = (own: boolean): Row[] => commands.filter((command) => ((command.group ?? 'page') === 'page') === own).map((command) => ({ keys: command.keys ?? '', label: command.label }));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} size="md">
      <Keys heading={t('page')} rows={rows(true)} />
      <Keys heading={t('list')} rows={[
        { keys: 'j ↓', label: t('next') }, { keys: 'k ↑', label: t('previous') }, { keys: 'Enter', label: t('openRow') }, { keys: 'x', label: t('select') }, { keys: 'Esc', label: t('close') },
      ]} />
      <Keys heading={t('everywhere')} rows={[{ keys: '⌘K', label: t('palette') }, ...rows(false)]} />
    </Dialog>
  );
}
