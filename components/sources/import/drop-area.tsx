'use client';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';

/** Takes files by drop or by the browser's dialog. */
export function DropArea({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations('imports');
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null): void => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(files);
  };
  return (
    <div
      className={cx('flex flex-wrap items-center gap-3 rounded-md border border-dashed px-4 py-6', over ? 'border-stroke-accent bg-surface-selected' : 'border-stroke-strong')}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
    >
      <FileUp aria-hidden size={18} className="text-content-tertiary" />
      <span className="text-content">{t('drop')}</span>
      <span className="text-content-tertiary">{t('or')}</span>
      <Button intent="primary" onClick={() => chooser.current?.click()}>{t('choose')}</Button>
      <input ref={chooser} type="file" multiple className="sr-only" tabIndex={-1} aria-label={t('choose')} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
    </div>
  );
}
