/** Highest first, as lists and legends show them. */
export const LEVELS = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Level = (typeof LEVELS)[number];

/** The shape that stands beside the colour. */
export const SEVERITY_GLYPHS: Readonly<Record<Level, string>> = { critical: '◆', high: '▲', medium: '●', low: '▼', info: '○' };

export const SEVERITY_TEXT: Readonly<Record<Level, string>> = {
  critical: 'text-sev-critical', high: 'text-sev-high', medium: 'text-sev-medium', low: 'text-sev-low', info: 'text-sev-info',
};
export const SEVERITY_BADGE: Readonly<Record<Level, string>> = {
  critical: 'border-sev-critical-stroke bg-sev-critical-soft text-sev-critical',
  high: 'border-sev-high-stroke bg-sev-high-soft text-sev-high',
  medium: 'border-sev-medium-stroke bg-sev-medium-soft text-sev-medium',
  low: 'border-sev-low-stroke bg-sev-low-soft text-sev-low',
  info: 'border-sev-info-stroke bg-sev-info-soft text-sev-info',
};
export const SEVERITY_FILL: Readonly<Record<Level, string>> = {
  critical: 'fill-sev-critical-solid', high: 'fill-sev-high-solid', medium: 'fill-sev-medium-solid', low: 'fill-sev-low-solid', info: 'fill-sev-info-solid',
};
