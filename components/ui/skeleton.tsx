import { cx } from './cx';

/** A place where something will stand, in its size. */
export function Skeleton({ width, height = 12, className }: { width?: number | string; height?: number | string; className?: string }) {
  return <span aria-hidden style={{ width, height }} className={cx('block max-w-full animate-pulse rounded-sm bg-surface-pressed', className)} />;
}

/** Rows of a list that has not arrived yet, on the same grid as the rows to come. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-row items-center gap-6 border-b border-stroke-subtle px-3">
          <Skeleton width={96} />
          <Skeleton width={64} />
          <Skeleton width={`${35 + ((row * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  );
}
