'use client';
import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';

/** Each way of asking, with an example that means what its line says. */
const EXAMPLES = [
  ['word', 'mimikatz'], ['value', 'host.name:"PC-0412"'], ['wildcard', 'process.executable:"*\\powershell.exe"'], ['several', 'event.code:(4624 or 4625)'], ['and', 'user.id:tanaka and not event.action:logon'],
  ['group', '(cmd.exe or powershell.exe) and user.id:tanaka'], ['range', 'destination.port:1..1023'], ['compare', 'source.bytes:>1000000'], ['time', '@timestamp:>="2026-01-31T09:00:00+09:00"'], ['network', 'destination.ip:203.0.113.0/24'],
  ['regex', 'process.command_line:/-enc(odedcommand)?\\s/'], ['exists', 'file.hash.sha256:*'], ['anyField', '*:"203.0.113.9"'], ['literal', '"100**" "say ""hi"""'],
] as const;

/** The language on one small page, beside the bar. */
export function LanguageHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('search.help');
  return (
    <Popover label={t('title')} align="end" open={open} onOpenChange={onOpenChange} trigger={<Button icon={<CircleHelp aria-hidden size={14} />}>{t('open')}</Button>}>
      <div className="max-h-[70vh] w-180 max-w-full overflow-y-auto p-4">
        <h2 className="mb-2 text-lg font-medium">{t('title')}</h2>
        <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4">
          {EXAMPLES.map(([key, example]) => (
            <div key={key} className="col-span-2 grid grid-cols-subgrid border-b border-stroke-subtle py-1.5">
              <dt className="font-mono text-sm break-all">{example}</dt>
              <dd className="text-sm text-content-secondary">{t(key)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-content-tertiary">{t('note')}</p>
      </div>
    </Popover>
  );
}
