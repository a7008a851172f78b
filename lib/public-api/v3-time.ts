import { AppError } from '../platform/errors';

/** `yyyy-MM-ddThh:mm:ssZ`, UTC, as the field's API writes times. */
export function v3Time(at: Date | number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A time parameter; the error names it and shows the form that is wanted. */
export function readV3Time(name: string, value: string | null, fallback: Date): Date {
  if (value === null) return fallback;
  const ok = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(value), at = new Date(value);
  if (!ok || Number.isNaN(at.getTime())) throw new AppError('bad_request', `${name} "${value.slice(0, 40)}" is not a UTC time such as 2026-01-31T23:59:59Z.`);
  return at;
}
