import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '@/lib/notifications/backoff';
import { decideMessage } from '@/lib/notifications/decide-message';
import { planDelivery, type DueRow, type PlanInput } from '@/lib/notifications/plan-delivery';
import { nextAt, nextDigest, quietUntil } from '@/lib/notifications/wall-clock';

const at = (text: string): Date => new Date(text);
const iso = (date: Date | undefined): string | undefined => date?.toISOString();

describe('quiet hours', () => {
  const night = { timeZone: 'Asia/Tokyo', quiet: { from: '22:00', to: '07:00', exceptCritical: true } };
  it.each([
    ['2026-11-23T12:59:00Z', undefined], ['2026-11-23T13:00:00Z', '2026-11-23T22:00:00.000Z'], ['2026-11-23T16:30:40Z', '2026-11-23T22:00:00.000Z'], ['2026-11-23T21:59:59Z', '2026-11-23T22:00:00.000Z'], ['2026-11-23T22:00:00Z', undefined],
  ])('over midnight in Tokyo at %s last until %s', (now, until) => expect(iso(quietUntil(night, at(now)))).toBe(until));

  it('end when the clock says so, also in a night in which the clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', quiet: { from: '22:00', to: '07:00', exceptCritical: true } };
    expect(iso(quietUntil(berlin, at('2026-10-24T21:00:00Z')))).toBe('2026-10-25T06:00:00.000Z');
    expect(iso(quietUntil(berlin, at('2026-03-28T22:00:00Z')))).toBe('2026-03-29T05:00:00.000Z');
  });
});

describe('a digest', () => {
  it('of every 30 minutes comes on the half hour, a daily one at its time on the target’s clock', () => {
    expect(iso(nextDigest({ digest: { kind: 'every', minutes: 30 }, timeZone: 'UTC' }, at('2026-11-23T10:07:00Z')))).toBe('2026-11-23T10:30:00.000Z');
    expect(iso(nextDigest({ digest: { kind: 'daily', at: '09:00' }, timeZone: 'Asia/Tokyo' }, at('2026-11-23T00:00:00Z')))).toBe('2026-11-24T00:00:00.000Z');
    expect(nextDigest({ digest: { kind: 'immediate' }, timeZone: 'UTC' }, at('2026-11-23T10:07:00Z'))).toBeUndefined();
  });
  it('is always ahead and within a day and two hours, in every zone at every moment', () => {
    const zone = fc.constantFrom('UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Sao_Paulo');
    fc.assert(fc.property(zone, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.date({ min: at('2025-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true }), (timeZone, hour, minute, now) => {
      const ahead = nextAt(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, timeZone, now).getTime() - now.getTime();
      expect(ahead).toBeGreaterThan(0);
      expect(ahead).toBeLessThanOrEqual(26 * 3_600_000);
    }));
  });
});

describe('waiting after a failure', () => {
  it('doubles with jitter up to an hour, and is never shorter than the receiver asked for', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, null, () => 1))).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect(backoffMs(20, null, () => 1)).toBe(3_600_000);
    expect(backoffMs(1, 120_000, () => 0)).toBe(120_000);
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const wait = backoffMs(attempt, null, () => random);
      expect(wait).toBeGreaterThanOrEqual(Math.min(3_600_000, 10_000 * 2 ** (attempt - 1)) / 2);
      expect(wait).toBeLessThanOrEqual(3_600_000);
    }));
  });
});

describe('a plan', () => {
  const row = fc.record({
    id: fc.bigInt({ min: 1n, max: 1_000n }), subject: fc.constantFrom('a', 'b', 'c', 'd'), events: fc.constantFrom(['opened'], ['grew'], ['closed'], ['opened', 'grew']), severity: fc.constantFrom('low', 'high', 'critical'),
    held: fc.constantFrom(null, 'digest' as const, 'quiet' as const, 'throttle' as const), delivery: fc.constantFrom(null, null, null, 'x'),
  });
  const now = at('2026-11-23T23:30:00Z');
  const input = fc.record({
    rows: fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 8 }), editable: fc.boolean(), now: fc.constant(now), underWay: fc.nat(2), recentPosts: fc.array(fc.nat(3_599_000), { maxLength: 5 }).map((ago) => ago.sort((a, b) => b - a).map((ms) => new Date(now.getTime() - ms))),
    known: fc.constantFrom(new Map(), new Map([['a', { ref: '1', updatedAt: now }], ['b', { ref: null, updatedAt: at('2026-11-23T20:00:00Z') }]])),
    settings: fc.record({ timeZone: fc.constant('UTC'), perHour: fc.integer({ min: 1, max: 4 }), quiet: fc.constantFrom(null, { from: '22:00', to: '07:00', exceptCritical: true }), digest: fc.constantFrom({ kind: 'immediate' as const }, { kind: 'every' as const, minutes: 30 }) }),
  });
  const newMessage = ({ editable, known }: PlanInput, { subject }: DueRow): boolean => !(editable && (known.get(subject)?.ref ?? null) !== null);

  it('loses no row and tells none twice: each is sent, held until later, or still due', () => {
    fc.assert(fc.property(input, (given) => {
      const { holds, send } = planDelivery(given), sent = send?.rows.map(({ id }) => id) ?? [], held = holds.map(({ id }) => id);
      expect(new Set([...sent, ...held]).size).toBe(sent.length + held.length);
      for (const { dueAt } of holds) expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
      // Whatever is neither sent nor held makes another plan necessary at once, which happens only after something was sent.
      if (!send) expect(held.length).toBe(given.rows.length);
    }));
  });
  it('keeps new messages within the limit per hour, and sends several in one only when they had waited', () => {
    fc.assert(fc.property(input, (given) => {
      const { send } = planDelivery(given);
      if (!send || send.rows.some(({ delivery }) => delivery !== null)) return;
      if (send.rows.some((each) => newMessage(given, each))) expect(given.recentPosts.length + given.underWay).toBeLessThan(given.settings.perHour);
      if (send.rows.length > 1) expect(send.rows.every(({ held }) => held !== null)).toBe(true);
    }));
  });
});

describe('an alert is told', () => {
  const settings = { minSeverity: 'medium' as const, events: ['opened' as const, 'raised' as const, 'closed' as const] }, alert = { severity: 'high', status: 'open', mergedInto: null };
  it.each([
    ['new', { events: ['opened'] }, { action: 'post', event: 'opened' }], ['new there, when it grew over the threshold', { events: ['grew'] }, { action: 'post', event: 'opened' }],
    ['not at all below the threshold', { events: ['opened'], alert: { ...alert, severity: 'low' } }, { action: 'skip' }], ['raised in a further message', { events: ['grew'], known: { ref: null, severity: 'medium' } }, { action: 'post', event: 'raised' }],
    ['raised by an edit', { events: ['grew'], editable: true, known: { ref: '1', severity: 'medium' } }, { action: 'edit', event: 'raised' }], ['silently when it only grew and that is not wanted', { events: ['grew'], known: { ref: null, severity: 'high' } }, { action: 'remember' }],
    ['by an edit when it only grew', { events: ['grew'], editable: true, known: { ref: '1', severity: 'high' } }, { action: 'edit', event: 'grew' }], ['joined by an edit', { events: ['joined'], editable: true, known: { ref: '1', severity: 'high' }, alert: { ...alert, mergedInto: 'x' } }, { action: 'edit', event: 'joined' }],
    ['not at all when it was joined and nobody knew it', { events: ['opened', 'joined'], alert: { ...alert, mergedInto: 'x' } }, { action: 'skip' }], ['closed once, when it opened and closed meanwhile', { events: ['opened', 'closed'] }, { action: 'post', event: 'closed' }],
    ['not when somebody only looked at it', { events: ['changed'] }, { action: 'skip' }], ['not when what happened is not wanted', { events: ['assigned'] }, { action: 'skip' }],
  ])('%s', (_, given, expected) => {
    expect(decideMessage({ settings, editable: false, alert, ...given })).toMatchObject(expected);
  });
});
