/** Time as a dependency, so that tests own it. */
export interface Clock { now(): Date }

export const systemClock: Clock = { now: () => new Date() };

/** The UTC day of an instant, as `YYYY-MM-DD`: the partition key of received data. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
