import { describe, expect, it } from 'vitest';
import { histogramBuckets } from '@/components/techniques/histogram-buckets';
import { matrixColumns, shade } from '@/components/techniques/matrix-columns';
import { TACTICS } from '@/components/record/tactics';
import { navigatorLayer } from '@/lib/detections/navigator-layer';
import { detectionSearch, readDetectionQuery } from '@/lib/detections/queries';
import { techniqueName, techniqueTactics } from '@/lib/detections/technique-names';
import { whatHappened } from '@/lib/detections/what-happened';
import type { Activity } from '@/lib/engine/activity/activity';

const activity = (part: Partial<Activity>): Activity => ({ observedAt: 0, timeSource: 'record', family: 'windows', kind: 'other', ...part });

describe('the screen\'s URL', () => {
  it('asks the same question whatever panel or tab is open and in whatever order it was built', () => {
    expect(detectionSearch(new URLSearchParams('rule=b&open=1&view=matrix&rule=a&range=7d&not.level=low&cursor=x'))).toBe(detectionSearch(new URLSearchParams('not.level=low&range=7d&rule=b&rule=a')));
    expect(detectionSearch(new URLSearchParams('rule=a'))).not.toBe(detectionSearch(new URLSearchParams('not.rule=a')));
  });

  it('reads facets to keep and to leave out, and drops what cannot be one', () => {
    const query = readDetectionQuery(new URLSearchParams('level=high&level=huge&not.source=3&not.source=x&endpoint=pc-1'), { from: 0, to: 1000 });
    expect(query).toMatchObject({ from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:00:01.000Z', include: { level: ['high'], endpoint: ['pc-1'] }, exclude: { source: ['3'], level: [] } });
  });
});

describe('what happened, in a line', () => {
  it('is what tells most about the kind', () => {
    expect(whatHappened(activity({ kind: 'process_access', processImage: 'a.exe', targetProcessImage: 'lsass.exe' }))).toEqual({ property: 'targetProcessImage', text: 'lsass.exe' });
    expect(whatHappened(activity({ kind: 'network_connection', processImage: 'a.exe', destinationAddress: '203.0.113.9', destinationPort: 443 }))).toEqual({ property: 'destinationAddress', text: '203.0.113.9:443' });
    expect(whatHappened(activity({ kind: 'script', scriptText: `one\n  two ${'x'.repeat(5000)}` }))?.text).toMatch(/^one two x{100,}$/);
    expect(whatHappened(activity({}))).toBeNull();
  });
});

describe('the histogram', () => {
  it('has every bucket of its range, the empty ones too, and loses no count', () => {
    const buckets = histogramBuckets({ from: 61_000, to: 300_001, bucketMs: 60_000, buckets: [{ at: 60_000, level: 'high', count: 2 }, { at: 300_000, level: 'informational', count: 1 }] });
    expect(buckets).toEqual([{ at: 60_000, counts: { high: 2 } }, { at: 120_000, counts: {} }, { at: 180_000, counts: {} }, { at: 240_000, counts: {} }, { at: 300_000, counts: { info: 1 } }]);
  });
});

describe('the ATT&CK matrix', () => {
  const cells = [{ tactic: 'TA0040', technique: 'T1486', name: 'x', count: 1 }, { tactic: 'TA0001', technique: 'T1190', name: 'y', count: 2 }, { tactic: 'TA0001', technique: 'T1566', name: 'z', count: 9 }, { tactic: 'TA9999', technique: 'T1', name: 'w', count: 1 }];

  it('stands in the order of an attack, techniques by count, unknown tactics last', () => {
    expect(matrixColumns(cells).map(({ tactic, cells: own }) => [tactic, ...own.map((cell) => cell.technique)])).toEqual([['TA0001', 'T1566', 'T1190'], ['TA0040', 'T1486'], ['TA9999', 'T1']]);
  });

  it('is darker where there is more', () => {
    const percent = (count: number) => Number(/ (\d+)%/.exec(shade(count, 1000))?.[1]);
    expect([1, 10, 100, 1000].map(percent)).toEqual([1, 10, 100, 1000].map(percent).sort((a, b) => a - b));
    expect(percent(1)).toBeGreaterThan(0);
    expect(percent(1000)).toBeGreaterThan(percent(1));
  });

  it('exports a Navigator layer with one entry per cell, tactics by their short names', () => {
    const layer = navigatorLayer(cells, 'Yagura', 'all');
    expect(layer).toMatchObject({ domain: 'enterprise-attack', gradient: { maxValue: 9 }, versions: { layer: '4.5' } });
    expect(layer.techniques[1]).toMatchObject({ techniqueID: 'T1190', tactic: 'initial-access', score: 2 });
  });

  it('names sub-techniques with the one above them, and knows only tactics of the matrix', () => {
    expect(techniqueName('T1059.001')).toBe('Command and Scripting Interpreter: PowerShell');
    expect(techniqueName('T0000')).toBeUndefined();
    expect(techniqueName('constructor')).toBeUndefined();
    const known: readonly string[] = TACTICS.map(([id]) => id);
    for (const id of techniqueTactics('T1078')) expect(known).toContain(id);
  });
});
