/** A short list that covers where offices are; any other zone is reached through the browser's own. */
const ZONES = [
  'UTC', 'Asia/Tokyo', 'Asia/Seoul', 'Asia/Shanghai', 'Asia/Taipei', 'Asia/Singapore', 'Asia/Bangkok', 'Asia/Kolkata', 'Asia/Dubai', 'Australia/Sydney',
  'Europe/London', 'Europe/Berlin', 'Europe/Helsinki', 'America/Sao_Paulo', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles',
] as const;

export function zoneOptions(chosen: string | null): { value: string; label: string }[] {
  const all: readonly string[] = chosen === null || ZONES.some((zone) => zone === chosen) ? ZONES : [chosen, ...ZONES];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
