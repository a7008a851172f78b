import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuleFile } from '../../../lib/engine/sigma/parse';
import { compile, processEvent, ruleText } from './support/rules';
import { naiveMatches } from './support/naive';

// A small alphabet makes random values and random events meet often.
const text = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'c', '\\', '.', '-', 'É'), maxLength: 7 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'c', '*', '?', '\\', '.', '-', 'é'), maxLength: 6 });
const field = fc.constantFrom('f', 'g', 'h.i');
const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const MODIFIERS = ['', '|contains', '|startswith', '|endswith', '|contains|all', '|cased', '|contains|cased', '|neq', '|contains|windash', '|windash', '|contains|neq', '|endswith|all'];
const stringItem = fc.tuple(field, fc.constantFrom(...MODIFIERS), fc.array(pattern, { minLength: 1, maxLength: 7 }))
  .map(([name, modifier, values]) => `${name}${modifier}: [${values.map(quoted).join(', ')}]`);
const otherItem = fc.oneof(
  fc.tuple(field, fc.constantFrom("re: 'a.*b'", "re: '^[ab]+$'", "re|i: 'B{2,3}c?'", 'exists: true', 'exists: false', 'fieldref: g', 'fieldref|contains: f', 'gt: 1', "cidr: '10.0.0.0/8'")).map(([name, rest]) => `${name}|${rest}`),
  field.map((name) => `${name}: null`),
  field.map((name) => `${name}: 7`),
);
const item = fc.oneof({ weight: 4, arbitrary: stringItem }, { weight: 1, arbitrary: otherItem });
const map = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => [...new Map(items.map((line) => [line.split(':')[0], line])).values()]);
const selection = fc.oneof(
  { weight: 4, arbitrary: map.map((lines) => lines.map((line) => `    ${line}`).join('\n')) },
  { weight: 1, arbitrary: fc.array(map, { minLength: 1, maxLength: 3 }).map((maps) => maps.map((lines) => `    - ${lines.join('\n      ')}`).join('\n')) },
  { weight: 1, arbitrary: fc.array(pattern.filter((value) => value !== ''), { minLength: 1, maxLength: 5 }).map((words) => words.map((word) => `    - ${quoted(word)}`).join('\n')) },
);
const condition = fc.constantFrom('s1', 's1 and s2', 's1 or s2', 's1 and not s2', 'not s1', '1 of s*', 'all of them', '2 of them', '(s1 or s2) and not s3', 'not (s1 and s2) or s3', 's3 and 1 of s*');
const detection = fc.tuple(selection, selection, selection, condition).map(([a, b, c, when]) => `s1:\n${a}\ns2:\n${b}\ns3:\n${c}\ncondition: ${when}`);

const scalar = fc.oneof({ weight: 6, arbitrary: text }, fc.constantFrom<unknown>(7, 0, true, null, '', '10.1.2.3', '7'));
const value = fc.oneof({ weight: 5, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }));
const event = fc.dictionary(fc.constantFrom('f', 'g', 'h.i', 'other'), value, { noNullPrototype: true });

describe('indexed evaluation', () => {
  it('equals naive evaluation, for any rules and events', () => {
    fc.assert(
      fc.property(fc.array(detection, { minLength: 1, maxLength: 5 }), fc.array(event, { minLength: 1, maxLength: 8 }), (detections, events) => {
        const texts = detections.map((section, index) => ruleText(section, `r${index}`));
        const rules = compile(...texts);
        expect(rules.errors).toEqual([]);
        const parsed = texts.map((source, index) => parseRuleFile({ file: `${index}`, text: source }, {}).rules[0]);
        for (const fields of events) {
          const expected = parsed.flatMap((rule, index) => (rule && naiveMatches(rule.detection, fields) ? [index] : []));
          expect([...rules.matchIds(processEvent(fields))]).toEqual(expected);
        }
      }),
      { seed: 20261123, numRuns: 150 },
    );
  });

  it('equals naive evaluation where rules are so many that literals answer predicates before a rule asks', () => {
    const fillers = Array.from({ length: 300 }, (_, i) => `s1:\n    f|${['contains', 'endswith', 'startswith'][i % 3]}: 'b${i}${i % 2 ? 'aBc' : '.-c'}'\n    g|${i % 5 === 0 ? "re: 'ab|b.c'" : "contains: ['ab.c', 'cb-a', 'abba', 'cc']"}\ncondition: ${i % 4 === 0 ? 'not s1' : 's1'}`);
    const texts = [...fc.sample(detection, { seed: 7, numRuns: 250 }), ...fillers].map((section, index) => ruleText(section, `r${index}`));
    const rules = compile(...texts);
    expect(rules.errors).toEqual([]);
    const parsed = texts.map((source, index) => parseRuleFile({ file: `${index}`, text: source }, {}).rules[0]);
    const near = Array.from({ length: 60 }, (_, i) => ({ f: `${i % 3 === 1 ? 'xx' : ''}B${i * 5}${(i * 5) % 2 ? 'AbC' : '.-C'}${i % 3 === 2 ? 'É' : ''}`, g: ['ab.C', 'xABx', '', 'cbb-a'][i % 4] ?? '' }));
    let matches = 0;
    for (const fields of [...fc.sample(event, { seed: 8, numRuns: 60 }), ...near]) {
      const expected = parsed.flatMap((rule, index) => (rule && naiveMatches(rule.detection, fields) ? [index] : []));
      expect([...rules.matchIds(processEvent(fields))]).toEqual(expected);
      matches += expected.length;
    }
    expect(matches).toBeGreaterThan(1_000);
  });

  it('equals naive evaluation whatever event ids rules and events name', () => {
    const sections = [
      "s1:\n    EventID: 1\ncondition: s1", "s1:\n    EventID: '2'\n    f: a\ncondition: s1", "s1:\n    EventID: [1, 2]\n    f|contains: a\ncondition: s1", "s1:\n    EventID: 1\ns2:\n    f: b\ncondition: s1 or s2",
      "s1:\n    EventID: 1\ncondition: not s1", "s1:\n    EventID: null\ncondition: s1", "s1:\n    EventID: ''\ncondition: s1", "s1:\n    EventID|contains: '1'\ncondition: s1", "s1:\n    EventID: 1\ns2:\n    EventID: 3\ncondition: 1 of s*", "s1:\n    EventID: Abc\ncondition: s1",
    ];
    const texts = sections.map((section, index) => ruleText(section, `r${index}`));
    const rules = compile(...texts);
    const parsed = texts.map((source, index) => parseRuleFile({ file: `${index}`, text: source }, {}).rules[0]);
    for (const id of [1, '1', 2, '2', 3, 11, '', 'aBC', null, true, [1, 3], ['2'], undefined]) {
      for (const f of ['a', 'b', 'cab']) {
        const fields = id === undefined ? { f } : { EventID: id, f };
        expect([...rules.matchIds(processEvent(fields))], JSON.stringify(fields)).toEqual(parsed.flatMap((rule, index) => (rule && naiveMatches(rule.detection, fields) ? [index] : [])));
      }
    }
  });

  it('finds literals wherever they stand, however many there are', () => {
    const words = Array.from({ length: 200 }, (_, i) => `needle-${(i * 7919) % 1000}x`);
    const rules = compile(ruleText(`s:\n    f|contains:\n${words.map((word) => `        - '${word}'`).join('\n')}\ncondition: s`), ...words.map((word, i) => ruleText(`s:\n    f|contains: '${word}'\ncondition: s`, `w${i}`)));
    for (const [index, word] of words.entries()) {
      for (const padding of [0, 1, 2, 3, 5, 8]) {
        const found = rules.matchIds(processEvent({ f: `${'~'.repeat(padding)}${word.toUpperCase()}${'~'.repeat(padding)}` })).map((id) => rules.rules[id]?.id);
        expect(found).toContain('rule-1');
        expect(found).toContain(`w${index}`);
      }
    }
    expect(rules.matchIds(processEvent({ f: 'needle-none' }))).toEqual([]);
  });
});
