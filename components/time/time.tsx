'use client';
import { useLocale } from 'use-intl';
import { cx } from '../ui/cx';
import { formatAbsolute, formatRelative, toMs, type Instant } from './format';
import { useNow, useTimeZone } from './use-time-zone';

interface Props {
  at: Instant;
  /** `time` leaves the date out, for places where it is already said. */
  mode?: 'relative' | 'absolute' | 'time';
  seconds?: boolean;
  className?: string;
}

/** The one way to show a point in time: in the reader's zone and language, absolute time and offset on hover. */
export function Time({ at, mode = 'relative', seconds = true, className }: Props) {
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow();
  const ms = toMs(at);
  if (Number.isNaN(ms)) return <span className={className}>—</span>;
  const text = mode === 'relative' ? formatRelative(ms, now, locale) : formatAbsolute(ms, { locale, zone, seconds, date: mode !== 'time' });
  return (
    <time dateTime={new Date(ms).toISOString()} title={`${formatAbsolute(ms, { locale, zone, offset: true })} ${zone}`} className={cx('whitespace-nowrap tabular-nums', className)}>
      {text}
    </time>
  );
}
