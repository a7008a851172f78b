import { CopyButton } from './copy-button';
import { cx } from './cx';

interface Props { value: string; tail?: number; copy?: boolean; mono?: boolean; className?: string }

/** Cuts a long path or hash in its middle, so that its start and its end can both be read; the whole value stays in the text. */
export function MiddleTruncate({ value, tail = 12, copy = false, mono = true, className }: Props) {
  const cut = Math.max(0, value.length - tail);
  return (
    <span className={cx('inline-flex min-w-0 max-w-full items-center gap-1', className)} title={value}>
      <span className={cx('flex min-w-0', mono && 'font-mono text-sm')}>
        <span className="truncate whitespace-pre">{value.slice(0, cut)}</span>
        <span className="shrink-0 whitespace-pre">{value.slice(cut)}</span>
      </span>
      {copy && <CopyButton value={value} />}
    </span>
  );
}
