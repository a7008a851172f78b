'use client';
import { Command as Cmdk } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { Kbd } from '../ui/kbd';
import { useFocusReturn } from '../ui/use-focus-return';
import { useCommandList, type Command } from './commands';

const GROUPS = ['page', 'go', 'display'] as const;

interface Props { open: boolean; onOpenChange: (open: boolean) => void }

/** ⌘K: every place and every action that is registered now, found by typing. */
export default function Palette({ open, onOpenChange }: Props) {
  const t = useTranslations('shell.palette');
  const commands = useCommandList();
  const { remember, giveBack } = useFocusReturn();
  const run = (command: Command): void => {
    onOpenChange(false);
    command.run();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-surface-overlay" />
        <Radix.Content aria-describedby={undefined} onOpenAutoFocus={remember} onCloseAutoFocus={giveBack} className="fixed top-[14vh] left-1/2 z-50 w-140 max-w-[calc(100vw-40px)] -translate-x-1/2 overflow-hidden rounded-md border border-stroke bg-surface-raised">
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <Cmdk label={t('title')} loop onKeyDown={(event) => { if (event.nativeEvent.isComposing || event.keyCode === 229) event.stopPropagation(); }}>
            <Cmdk.Input placeholder={t('placeholder')} className="h-header w-full border-b border-stroke bg-transparent px-5 text-lg outline-none" />
            <Cmdk.List className="max-h-[50vh] overflow-y-auto py-1">
              <Cmdk.Empty className="px-5 py-4 text-content-secondary">{t('empty')}</Cmdk.Empty>
              {GROUPS.map((group) => {
                const entries = commands.filter((command) => (command.group ?? 'page') === group);
                if (entries.length === 0) return null;
                return (
                  <Cmdk.Group key={group} heading={<span className="label-caps block px-5 pt-2 pb-1">{t(`groups.${group}`)}</span>}>
                    {entries.map((command) => (
                      <Cmdk.Item key={command.id} value={`${command.label} ${command.id}`} onSelect={() => run(command)} className="flex h-8 cursor-pointer items-center gap-3 px-5 data-[selected=true]:bg-surface-selected">
                        <span className="min-w-0 flex-1 truncate">{command.label}</span>
                        {command.keys !== undefined && <Kbd>{command.keys}</Kbd>}
                      </Cmdk.Item>
                    ))}
                  </Cmdk.Group>
                );
              })}
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
