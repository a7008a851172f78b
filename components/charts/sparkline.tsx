/** How a number went, at a glance; the numbers themselves are in its label. */
export function Sparkline({ values, label, width = 80, height = 16 }: { values: readonly number[]; label: string; width?: number; height?: number }) {
  const max = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(height - 1 - (value / max) * (height - 2)).toFixed(1)}`).join(' ');
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="shrink-0 overflow-visible">
      <title>{label}</title>
      <polyline points={points} fill="none" strokeWidth={1} className="stroke-content-secondary" />
    </svg>
  );
}
