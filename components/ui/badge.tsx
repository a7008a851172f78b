import type { ReactNode } from 'react';
import { cx } from './cx';

export type Intent = 'neutral' | 'accent' | 'positive' | 'notice' | 'negative';

const LOOKS: Readonly<Record<Intent, string>> = {
  neutral: 'border-stroke text-content-secondary',
  accent: 'border-stroke-accent text-content-accent',
  positive: 'border-stroke-positive text-content-positive',
  notice: 'border-stroke-notice text-content-notice',
  negative: 'border-stroke-negative text-content-negative',
};

interface Props { intent?: Intent; icon?: ReactNode; title?: string; className?: string; children: ReactNode }

/** A state, as a small outlined mark. */
export function Badge({ intent = 'neutral', icon, title, className, children }: Props) {
  return (
    <span title={title} className={cx('inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs', LOOKS[intent], className)}>
      {icon}
      {children}
    </span>
  );
}
