'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Time } from '../time/time';
import { CodeBlock } from '../ui/code-block';
import { EmptyState } from '../ui/empty-state';
import { Flyout } from '../ui/flyout';
import { SkeletonRows } from '../ui/skeleton';
import { fetchOriginal, rejectsKey, type Original } from './rejects-api';

const ROW_BYTES = 16;

/** `00000010  7b 22 …  {"…`, as a hex editor shows bytes; only printable ASCII appears as itself. */
export function hexDump(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const rows: string[] = [];
  for (let from = 0; from < bytes.length; from += ROW_BYTES) {
    const row = bytes.slice(from, from + ROW_BYTES);
    const shown = row.map((byte) => { const code = Number.parseInt(byte, 16); return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'; }).join('');
    rows.push(`${from.toString(16).padStart(8, '0')}  ${row.join(' ').padEnd(ROW_BYTES * 3 - 1)}  ${shown}`);
  }
  return rows.join('\n');
}

/** One reject: why, when, and the bytes as text and as bytes. */
export function RejectPanel({ sourceId, openId, onClose }: { sourceId: number; openId: string | null; onClose: () => void }) {
  const t = useTranslations('rejects');
  const { data, isError } = useQuery({ queryKey: [...rejectsKey(sourceId), openId], queryFn: ({ signal }) => fetchOriginal(sourceId, openId ?? '', signal), enabled: openId !== null });
  const title = t('panel', { position: Number(openId?.split('.')[1] ?? 0) + 1 });
  return (
    <Flyout open={openId !== null} onClose={onClose} title={title} label={title}>
      {isError ? <EmptyState kind="failed" /> : data === undefined ? <SkeletonRows rows={6} /> : <RejectOriginal original={data} />}
    </Flyout>
  );
}

export function RejectOriginal({ original: { reason, receivedAt, bytes, text, utf8, hex, cut } }: { original: Original }) {
  const t = useTranslations('rejects');
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="text-content">{reason}</p>
      <p className="flex flex-wrap gap-3 text-sm text-content-tertiary"><Time at={receivedAt} mode="absolute" /> <span>{cut ? t('cut', { bytes }) : t('bytes', { bytes })}</span></p>
      {!utf8 && <p className="text-sm text-content-notice">{t('notUtf8')}</p>}
      <CodeBlock label={t('text')} code={text} wrap />
      <CodeBlock label={t('hex')} code={hexDump(hex)} />
    </div>
  );
}
