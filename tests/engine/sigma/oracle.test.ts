import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../../lib/engine/decode/decode';
import { normalise } from '../../../lib/engine/normalise/registry';
import { compileRules } from '../../../lib/engine/sigma/rule-set';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
const present = existsSync(resolve(DATA, 'oracle/rules.json'));
if (!present) console.info('skipped: the reference results in ../shared/data are not here');

interface Reference { file: string; hits: Record<string, number[]> }

describe.skipIf(!present)('against the reference engine', () => {
  it('every regression record is matched by exactly the rules that the reference names', () => {
    const paths = new Map((JSON.parse(readFileSync(resolve(DATA, 'oracle/rules.json'), 'utf8')) as { id: string; path: string }[]).map((rule) => [rule.id, rule.path]));
    const references = readFileSync(resolve(DATA, 'oracle/sigma-regression.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Reference);
    const wanted = new Set(references.flatMap((reference) => Object.keys(reference.hits)));
    const rules = compileRules([...wanted].map((id) => ({ file: id, text: readFileSync(resolve(DATA, 'sigma', paths.get(id) ?? ''), 'utf8') })));
    expect(rules.errors).toEqual([]);
    for (const { file, hits } of references) {
      const found: Record<string, number[]> = {};
      let number = 0;
      const bytes = readFileSync(resolve(DATA, file));
      decodeBody(bytes, { format: 'json', limits: { recordsMax: 1e6, recordBytesMax: 1e8, depthMax: 64 } }, {
        record: (value) => {
          number++;
          const { event } = normalise(value, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 });
          for (const index of rules.matchIds(event)) (found[rules.rules[index]?.id ?? ''] ??= []).push(number);
        },
        reject: (reason) => expect.fail(`${file}: ${reason}`),
      });
      expect(found, file).toEqual(hits);
    }
  });
});
