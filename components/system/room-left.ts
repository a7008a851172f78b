import type { StorageReport } from '@/lib/storage/model';

/** Days until the limit at the pace of the last whole days, by the growth of what the whole database holds per stored original; null when that cannot be told. */
export function daysLeft({ room, limits, tables, days }: StorageReport): number | null {
  const whole = days.slice(1).filter(({ records }) => records > 0);
  const originals = tables?.find(({ table }) => table === 'chunk')?.bytes ?? 0;
  if (whole.length === 0 || originals === 0) return null;
  const perDay = whole.reduce((sum, { storedBytes }) => sum + storedBytes, 0) / whole.length;
  const growth = perDay * (room.databaseBytes / originals);
  const left = Math.min(
    room.disk ? room.disk.freeBytes - limits.diskFreeBytesMin : Infinity,
    limits.databaseBytesMax === null ? Infinity : limits.databaseBytesMax - room.databaseBytes,
  );
  return Number.isFinite(left) && growth > 0 ? Math.max(0, Math.floor(left / growth)) : null;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in the unit that leaves one to three digits before the point, in the locale's words. */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[power] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1 }).format(value);
}
