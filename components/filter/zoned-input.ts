import { wallClock, zoneOffset } from '../time/format';

/** Instant → the text of a `datetime-local` input in `zone`. */
export function toLocalInput(at: number, zone: string): string {
  const clock = wallClock(at, zone);
  return `${clock.year.padStart(4, '0')}-${clock.month}-${clock.day}T${clock.hour}:${clock.minute}`;
}

/** Text of a `datetime-local` input, read in `zone` → instant; null when it is none. In an hour that happens twice the first one counts. */
export function fromLocalInput(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset depends on the instant that is sought: both sides of a change of offset are tried, the one that reads back as typed is it.
  for (const probe of [asUtc - 86_400_000, asUtc + 86_400_000]) {
    const at = Date.parse(`${text.length === 16 ? `${text}:00` : text}${zoneOffset(probe, zone)}`);
    if (toLocalInput(at, zone) === text.slice(0, 16)) return at;
  }
  // A time that the clock jumped over: what it would have been without the jump.
  return Date.parse(`${text.length === 16 ? `${text}:00` : text}${zoneOffset(asUtc - 86_400_000, zone)}`);
}
