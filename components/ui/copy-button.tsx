'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from './icon-button';
import { useToast } from './toast';

/** Copies one value; says so by its own icon, and by a toast only when it fails. */
export function CopyButton({ value, label, className }: { value: string; label?: string; className?: string }) {
  const t = useTranslations('ui');
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without HTTPS the browser has no clipboard: the person must know that nothing was copied.
      toast({ intent: 'negative', title: t('copyFailed'), body: t('copyFailedHint') });
    }
  };
  const icon = copied ? <Check aria-hidden size={12} className="text-content-positive" /> : <Copy aria-hidden size={12} />;
  return <IconButton size="sm" className={className} label={copied ? t('copied') : (label ?? t('copy'))} icon={icon} onClick={(event) => { event.stopPropagation(); void copy(); }} />;
}
