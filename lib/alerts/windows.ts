import { DEFAULT_CORRELATE_SETTINGS } from '../engine/correlate/settings';
import type { Signal } from '../engine/correlate/types';
import type { Span } from './working-set';

const DAY_MS = 86_400_000;

/** From the first to the last moment of all signals; undefined without signals. */
export function spanOf(signals: readonly Pick<Signal, 'firstSeen' | 'lastSeen'>[]): Span | undefined {
  let from = Number.POSITIVE_INFINITY, to = Number.NEGATIVE_INFINITY;
  for (const { firstSeen, lastSeen } of signals) {
    from = Math.min(from, firstSeen);
    to = Math.max(to, lastSeen);
  }
  return from <= to ? { from, to } : undefined;
}

/** Both together; the other where one is none. */
export function hull<A extends Span | undefined>(a: A, b: Span | undefined): A | Span {
  return a && b ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : (a ?? (b as A | Span));
}

/** As far as shared entities reach. */
export function around<S extends Span | undefined>(span: S): S {
  const { windowMs } = DEFAULT_CORRELATE_SETTINGS;
  return (span && { from: span.from - windowMs, to: span.to + windowMs }) as S;
}

/**
 * The window that a step needs for `span`, by whole UTC days since a signal never leaves its day. What was held before stays as far as it is near; a window that slides
 * with time lets go its oldest day once a day.
 */
export function neededWindow(span: Span, before: Span | undefined): Span {
  const from = Math.floor(span.from / DAY_MS) * DAY_MS, to = (Math.floor(span.to / DAY_MS) + 1) * DAY_MS - 1;
  if (!before || before.to < from || before.from > to) return { from, to };
  return {
    from: before.from < from - DAY_MS ? from : Math.min(before.from, from),
    to: before.to > to + DAY_MS ? to : Math.max(before.to, to),
  };
}
