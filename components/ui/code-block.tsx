import { CopyButton } from './copy-button';
import { cx } from './cx';

/** Text to be read or pasted elsewhere, with copy. */
export function CodeBlock({ code, label, wrap = false, className }: { code: string; label?: string; wrap?: boolean; className?: string }) {
  return (
    <figure className={cx('min-w-0 rounded-md border border-stroke bg-surface-sunken', className)}>
      <figcaption className="flex h-8 items-center justify-between gap-2 border-b border-stroke-subtle pr-1 pl-3">
        <span className="label-caps truncate">{label}</span>
        <CopyButton value={code} />
      </figcaption>
      <pre tabIndex={0} aria-label={label} className={cx('focus-inset overflow-x-auto p-3 font-mono text-sm text-content', wrap && 'break-all whitespace-pre-wrap')}><code>{code}</code></pre>
    </figure>
  );
}
