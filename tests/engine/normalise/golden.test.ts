import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../lib/engine/normalise/registry';
import type { NormaliseContext } from '../../../lib/engine/normalise/types';
import { GOLDEN, goldenInputs, goldenRecords } from './golden-records';

const context: NormaliseContext = { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.UTC(2024, 2, 6) };
const update = process.env.UPDATE_GOLDEN === '1';

function normalised(file: string): string {
  return `${JSON.stringify(goldenRecords(file).map((record) => normalise(record, context)), null, 2)}\n`;
}

describe('records become the activities that the golden files show', () => {
  for (const file of goldenInputs()) {
    it(file.replace('.in.json', ''), () => {
      const expected = join(GOLDEN, file.replace('.in.json', '.out.json'));
      const actual = normalised(file);
      if (update) writeFileSync(expected, actual);
      expect(existsSync(expected), 'run with UPDATE_GOLDEN=1 to write it, then review the diff').toBe(true);
      expect(actual).toBe(readFileSync(expected, 'utf8'));
    });
  }

  it('covers every family that has a normaliser', () => {
    const families = new Set(goldenInputs().map((file) => file.split('/')[0]));
    expect([...families].sort()).toEqual(['apex-central', 'deep-discovery', 'ecs', 'linux', 'microsoft', 'ocsf', 'osquery', 'proxy', 'suricata', 'syslog', 'unparsed', 'vision-one', 'web-gateway', 'windows', 'zeek']);
  });
});
