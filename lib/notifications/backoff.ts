const FIRST_MS = 10_000, LONGEST_MS = 3_600_000, ASKED_MS_MAX = 6 * 3_600_000;

/** How long to wait after the `attempt`th try (from 1): doubling with jitter, and never less than the receiver asked for. `random` gives 0..1. */
export function backoffMs(attempt: number, retryAfterMs: number | null, random: () => number): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)), own = doubled * (0.5 + random() / 2);
  return Math.round(Math.max(own, Math.min(ASKED_MS_MAX, retryAfterMs ?? 0)));
}
