'use client';
import { useTranslations } from 'use-intl';
import { cx } from './cx';
import { SEVERITY_BADGE, SEVERITY_GLYPHS, SEVERITY_TEXT, type Level } from './severity';

interface Props {
  level: Level;
  score?: number;
  /** Glyph and score only; the word stays for screen readers. */
  compact?: boolean;
  className?: string;
}

/** Severity as shape, colour and word together. */
export function SeverityBadge({ level, score, compact = false, className }: Props) {
  const t = useTranslations('severity');
  const look = compact ? SEVERITY_TEXT[level] : cx('h-5 rounded-sm border px-1.5', SEVERITY_BADGE[level]);
  return (
    <span className={cx('inline-flex items-center gap-1 whitespace-nowrap text-sm tabular-nums', look, className)} title={compact ? t(level) : undefined}>
      <span aria-hidden className="w-3 text-center text-xs">{SEVERITY_GLYPHS[level]}</span>
      {score !== undefined && <span className="font-medium">{score}</span>}
      <span className={compact ? 'sr-only' : undefined}>{t(level)}</span>
    </span>
  );
}
