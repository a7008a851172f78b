import { describe, expect, it } from 'vitest';
import { demoOptions } from '../../../lib/simulate/options';
import { plan } from '../../../lib/simulate/simulate';
import { MONDAY, SMALL, batchesOf, cefTime, parse, text } from './records';

const HOUR = 3_600_000;
/** The gateway's clock has no milliseconds. */
const CLOCK_MS = 1000;

interface Line { at: number; text: string }

function linesOfAll(options: Parameters<typeof batchesOf>[0]): Line[] {
  return batchesOf(options).flatMap((batch) => batch.records.map((line): Line => {
    if (batch.source === 'gateway') return { at: cefTime(line), text: line.replaceAll('\\\\', '\\') };
    const record = parse(line);
    const at = Date.parse(text(record, batch.source === 'endpoint' ? '@timestamp' : 'ts'));
    return { at, text: Object.values(record).map(String).join('\n') };
  }));
}

describe('the truth of an intrusion', () => {
  it.each([['a working day', SMALL], ['two intrusions', { ...SMALL, intrusions: 2, days: 3 }], ['the demo', demoOptions(Date.UTC(2026, 0, 17, 20))], ['a single desktop', { ...SMALL, endpoints: 1 }]])('is found in the records of %s, step by step', (_, options) => {
    const lines = linesOfAll(options);
    const { intrusions } = plan(options);
    expect(intrusions).toHaveLength(options.intrusions);
    for (const intrusion of intrusions) {
      expect(intrusion.steps.length).toBeGreaterThanOrEqual(11);
      for (const step of intrusion.steps) {
        const during = lines.filter((line) => line.at >= step.at - CLOCK_MS && line.at < step.until);
        for (const piece of [...step.evidence, ...step.hosts, ...step.users]) expect(during.some((line) => line.text.includes(piece)), `${step.summary}: ${piece}`).toBe(true);
      }
    }
  }, 30_000);

  it('is told in order and within the simulated time', () => {
    const [intrusion] = plan(SMALL).intrusions;
    const starts = intrusion?.steps.map((step) => step.at) ?? [];
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
    expect(intrusion?.startAt).toBeGreaterThanOrEqual(SMALL.startAt);
    expect(intrusion?.endAt).toBeLessThanOrEqual(SMALL.startAt + 24 * HOUR);
  });

  it('leaves out what would come after the end', () => {
    const options = { ...SMALL, days: 1 / 48, startAt: MONDAY + 10 * HOUR, intrusionsAt: [MONDAY + 10 * HOUR + 10 * 60_000] };
    const phases = plan(options).intrusions[0]?.steps.map((step) => step.phase) ?? [];
    expect(phases).toContain('discovery');
    expect(phases).not.toContain('exfiltration');
  });

  it('begins in working hours of a working day unless a time is given', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const { intrusions } = plan({ ...SMALL, seed, days: 7, intrusions: 3 });
      for (const { startAt } of intrusions) {
        const hour = ((startAt + 9 * HOUR) % (24 * HOUR)) / HOUR;
        const weekday = new Date(startAt + 9 * HOUR).getUTCDay();
        expect(hour).toBeGreaterThanOrEqual(9.5);
        expect(hour).toBeLessThanOrEqual(15.5);
        expect([1, 2, 3, 4, 5]).toContain(weekday);
      }
    }
  });

  it('begins two hours before the end of the demo', () => {
    const options = demoOptions(Date.UTC(2026, 0, 13, 6));
    const end = options.startAt + options.days * 24 * HOUR;
    expect(end - (plan(options).intrusions[0]?.startAt ?? 0)).toBe(2 * HOUR);
  });

  it('names three desktops, the file server, the user and the administrator', () => {
    const [intrusion] = plan(SMALL).intrusions;
    expect(intrusion?.hosts).toHaveLength(4);
    expect(intrusion?.hosts).toContain('FS-02');
    expect(intrusion?.users).toContain('adm-it');
    expect(intrusion?.users).toHaveLength(2);
  });

  it('is empty without intrusions, and nothing of it is in the records', () => {
    const options = { ...SMALL, intrusions: 0 };
    expect(plan(options).intrusions).toEqual([]);
    const traces = ['PSEXESVC', 'MiniDump', '203.0.113.', '.pdf.exe', '-Enc '];
    expect(linesOfAll(options).filter((line) => traces.some((trace) => line.text.includes(trace)))).toEqual([]);
  });
});
