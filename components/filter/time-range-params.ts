/** Lengths that are offered; `all` reaches back to the first record. */
export const RANGE_PRESETS = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000, all: null } as const;
export type RangePreset = keyof typeof RANGE_PRESETS;

export interface TimeRangeValue { from: number; to: number; preset: RangePreset | null }

function isPreset(value: string | null | undefined): value is RangePreset {
  return value !== null && value !== undefined && Object.hasOwn(RANGE_PRESETS, value);
}

interface Params { get: (name: string) => string | null }

/** The range that the URL asks for: `?from=ISO&to=ISO`, else `?range=24h`, else the fallback. What cannot be read counts as absent. */
export function readTimeRange(params: Params, now: number, fallback: RangePreset = '24h'): TimeRangeValue {
  const from = Date.parse(params.get('from') ?? '');
  const to = Date.parse(params.get('to') ?? '');
  if (!Number.isNaN(from) && from < (Number.isNaN(to) ? now : to)) return { from, to: Number.isNaN(to) ? now : to, preset: null };
  const asked = params.get('range');
  const preset = isPreset(asked) ? asked : fallback;
  const length = RANGE_PRESETS[preset];
  return { from: length === null ? 0 : now - length, to: now, preset };
}
