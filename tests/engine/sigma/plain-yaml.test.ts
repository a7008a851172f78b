import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq } from 'yaml';
import { readPlainYaml } from '../../../lib/engine/sigma/plain-yaml';
import { readAnyYaml, readYaml } from '../../../lib/engine/sigma/yaml-reader';

/** All that the rule parser looks at: kinds, values, how scalars were written, and where everything begins. */
function shape(node: unknown): unknown {
  if (isMap(node)) return { at: node.range?.[0], map: node.items.map(({ key, value }) => [shape(key), shape(value)]) };
  if (isSeq(node)) return { at: node.range?.[0], list: node.items.map(shape) };
  return isScalar(node) ? { at: node.range?.[0], value: node.value, type: node.type, source: node.type === 'PLAIN' ? node.source : '' } : 'other';
}

function expectSame(text: string): boolean {
  const plain = readPlainYaml(text);
  if (!plain) return false;
  const { documents } = readAnyYaml(text);
  expect(documents.map(({ problem }) => problem), text).toEqual([undefined]);
  expect(shape(plain), text).toEqual(shape(documents[0]?.root));
  return true;
}

const SCALARS = [
  'x', 'x y', '4688', '007', '-1', '1.5', '1e3', '0x1f', '2022-01-02', '1 of sel*', 'null', '~', 'true', 'No', "'it''s'", "'open", "'a' b", "'a' # c", '"q"', '"q\\n"', '"a"b', 'x # c', 'x #', '#c', 'x: y', 'x:',
  '|-', '>', '[a]', '{a: b}', '&a x', '*a', '!t x', '- x', '%x', '@x', '.', '.5', '.inf', '<<', '=', '\\', 'x  ', '\u3042', '\u00a0', '', '',
];
const usual = fc.constantFrom('a: x', 'b: 1', 'c:', 'd:\n  e: x', 'f:\n  - x\n  - y', 'g:\n- x', '  h: x', '  i:', '    j: x', '    - k: x', '      l: x', '  - x', '  - m: x', '# c', '  # c', '', 'n: |\n  t\n   u\n\n  v', '  o: |\n    t\n', "p|all: 'x'");
const odd = fc.tuple(fc.constantFrom('', '  ', '    ', '      ', '   '), fc.constantFrom('', '', '- ', '-   ', '-', '# '), fc.constantFrom('', 'q: ', 'r:', 's|contains|all: ', 't.u:  ', 'v:#', 'null: ', '1: ', "'w': ", '? ', 'a: '), fc.constantFrom(...SCALARS))
  .map((parts) => parts.join(''));
const line = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: odd });

describe('the fast reader of plain YAML', () => {
  it('reads any text as the whole parser does, or leaves it to it', () => {
    let plain = 0;
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => { if (expectSame(`${lines.join('\n')}\n`)) plain++; }), { numRuns: 8000, seed: 11 });
    expect(plain).toBeGreaterThan(800);
  });

  it('reads every built-in rule as the whole parser does, and most of them by itself', () => {
    const folder = join(process.cwd(), 'lib/rules/pack');
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yml') && !file.endsWith('.events.yml')).map((file) => readFileSync(join(folder, file), 'utf8'));
    const usual = texts.map((text) => text.replace('description: >-\n  ', 'description: '));
    for (const text of [...texts, ...usual]) expectSame(text);
    expect(usual.filter((text) => readPlainYaml(text)).length / usual.length).toBeGreaterThan(0.7);
  });

  it('says the same place as the whole parser for every node of a rule', () => {
    const text = '# a rule\ntitle: T\ndetection:\n    s:\n      - a: 1\n        b: |\n            two\n              lines\n\n      - c|contains:\n            - \'x\'  # why\n    condition: 1 of s*\n\nlevel: high\n';
    const places = (read: typeof readYaml) => {
      const file = read(text);
      const found: unknown[] = [];
      const visit = (node: unknown): void => {
        if (isMap(node)) for (const { key, value } of node.items) { visit(key); visit(value); }
        if (isSeq(node)) node.items.forEach(visit);
        if (isMap(node) || isSeq(node) || isScalar(node)) found.push(file.place(node), file.place(node, 1));
      };
      visit(file.documents[0]?.root);
      return found;
    };
    expect(readPlainYaml(text)).toBeDefined();
    expect(places(readYaml)).toEqual(places(readAnyYaml));
  });
});
