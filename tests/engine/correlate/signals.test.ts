import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNAL_EXAMPLES_MAX, SIGNAL_KEY_CHARS_MAX } from '../../../lib/engine/correlate/settings';
import { shapeOf } from '../../../lib/engine/correlate/text';
import { activity, fold, rule, signal } from './support/build';

const exec = rule('exec', 'medium');
const start = (minutes: number, command: string, more = {}) => signal(exec, activity(minutes, { kind: 'process_start', processImage: 'C:\\Windows\\cmd.exe', processCommandLine: command, ...more }));

describe('signals', () => {
  it('folds runs that differ only in numbers, identifiers and encoded blobs into one signal with a count', () => {
    const folded = fold([start(0, 'cmd /c job 17 {8c6f7a10-0f6e-4b0e-9d3a-7d0f1f6f1a2b}'), start(1, 'cmd /c  JOB 9 {11111111-0f6e-4b0e-9d3a-7d0f1f6f1a2b}')]);
    expect(folded).toHaveLength(1);
    expect(folded[0]?.count).toBe(2);
  });

  it('keeps apart what an analyst would: another account, another parent, another day, another command', () => {
    const folded = fold([
      start(0, 'cmd /c dir'), start(0, 'cmd /c dir', { accountName: 'EXAMPLE\\sato' }), start(0, 'cmd /c dir', { parentProcessImage: 'C:\\evil.exe' }),
      start(24 * 60, 'cmd /c dir'), start(0, 'cmd /c del'),
    ]);
    expect(folded).toHaveLength(5);
  });

  it('represents a signal by its earliest activity whatever arrived first', () => {
    const late = start(9, 'cmd /c 1'), early = start(2, 'cmd /c 2');
    for (const order of [[late, early], [early, late]]) {
      const [folded] = fold(order);
      expect(folded?.activity).toEqual(early.activity);
      expect([folded?.firstSeen, folded?.lastSeen]).toEqual([early.firstSeen, late.lastSeen]);
    }
  });

  it('prefers, of two records of one moment, the one that names the process exactly', () => {
    const audit = start(0, 'cmd /c 1'), sensor = start(0.01, 'cmd /c 2', { processGuid: 'G1' });
    for (const order of [[audit, sensor], [sensor, audit]]) {
      const [folded] = fold(order);
      expect(folded?.activity).toEqual(sensor.activity);
      expect(folded?.detectionUuids[0]).toBe(sensor.detectionUuids[0]);
      expect(folded?.firstSeen).toBe(audit.firstSeen);
    }
  });

  it('gives the same signals for any order and any batching', () => {
    const list = Array.from({ length: 60 }, (_, i) => start((i * 7) % 13, `cmd /c job ${i % 3 === 0 ? 'a' : 'b'} ${i}`));
    const expected = fold(list).sort((a, b) => (a.key < b.key ? -1 : 1));
    fc.assert(fc.property(fc.shuffledSubarray(list, { minLength: list.length }), fc.integer({ min: 1, max: 30 }), (shuffled, size) => {
      const batches = [];
      for (let i = 0; i < shuffled.length; i += size) batches.push(...fold(shuffled.slice(i, i + size)));
      expect(fold(batches).sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(expected);
    }), { seed: 11, numRuns: 60 });
  });

  it('turns a flood into one line: bounded examples, the full count', () => {
    const [folded, ...others] = fold(Array.from({ length: 500 }, (_, i) => start(i / 60, `cmd /c ping ${i}`)));
    expect(others).toEqual([]);
    expect(folded?.count).toBe(500);
    expect(folded?.detectionUuids).toHaveLength(SIGNAL_EXAMPLES_MAX);
    expect(folded?.exampleTimes).toHaveLength(SIGNAL_EXAMPLES_MAX);
  });

  it('bounds the key however long the record is', () => {
    expect(start(0, 'x y '.repeat(50_000)).key.length).toBeLessThanOrEqual(SIGNAL_KEY_CHARS_MAX);
  });

  it('keeps words and paths of a command in its shape', () => {
    expect(shapeOf('"C:\\Tools\\run.exe"  -n 5 deadbeef01234567')).toBe('c:\\tools\\run.exe -n # {hex}');
  });
});
