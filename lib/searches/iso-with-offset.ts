const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** `2026-03-08T03:30:00.000-04:00`: the instant as the wall clock of `zone` shows it, with the offset that is in force there then. */
export function isoWithOffset(ms: number, zone: string): string {
  const clock: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) clock[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = clock;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000);
  const offset = Math.round((wall - ms) / 60_000), size = Math.abs(offset);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${new Date(wall).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
