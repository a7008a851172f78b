import { describe, expect, it } from 'vitest';
import { compile, processEvent, ruleText } from './support/rules';

const explain = (detection: string, fields: Readonly<Record<string, unknown>>) => {
  const rules = compile(ruleText(detection));
  expect(rules.matchIds(processEvent(fields))).toEqual([0]);
  return rules.explain(0, processEvent(fields)).matched;
};

describe('the explanation of a match', () => {
  it('names selections, fields, values as sent, and patterns as written', () => {
    expect(explain("img:\n    Image|endswith: ['\\tool.exe', '\\other.exe']\ncli:\n    Cmd|contains|windash: ' -x '\ncondition: all of them", { Image: 'C:\\TOOL.exe', Cmd: 'tool /x y' })).toEqual([
      { selection: 'img', field: 'Image', value: 'C:\\TOOL.exe', pattern: '\\tool.exe' },
      { selection: 'cli', field: 'Cmd', value: 'tool /x y', pattern: ' -x ' },
    ]);
  });

  it('leaves out branches that did not hold, and what was only half true in them', () => {
    expect(explain("a:\n    f: '1'\n    g: '1'\nb:\n    h: '1'\ncondition: a or b", { f: '1', h: '1' })).toEqual([{ selection: 'b', field: 'h', value: '1', pattern: '1' }]);
  });

  it('says nothing of what is negated', () => {
    expect(explain("a:\n    f: '1'\nb:\n    g: '1'\ncondition: a and not b", { f: '1', g: '2' }).map((matched) => matched.selection)).toEqual(['a']);
  });

  it('shows the element of a list that matched', () => {
    expect(explain("a:\n    f|endswith: '.exe'\ncondition: a", { f: ['x.dll', 'y.exe'] })).toEqual([{ selection: 'a', field: 'f', value: 'y.exe', pattern: '.exe' }]);
  });

  it('covers null, exists, neq, fieldref and cidr', () => {
    const matched = explain("a:\n    n: null\n    e|exists: true\n    d|neq: 'x'\n    r|fieldref: e\n    c|cidr: '10.0.0.0/8'\ncondition: a", { e: 'E', d: 'y', r: 'e', c: '10.1.1.1' });
    expect(matched).toEqual([
      { selection: 'a', field: 'n', value: '', pattern: 'null' },
      { selection: 'a', field: 'e', value: 'E', pattern: 'true' },
      { selection: 'a', field: 'd', value: 'y', pattern: 'not x' },
      { selection: 'a', field: 'r', value: 'e', pattern: 'e' },
      { selection: 'a', field: 'c', value: '10.1.1.1', pattern: '10.0.0.0/8' },
    ]);
  });

  it('bounds number and length, and keeps the part of a long value that matched', () => {
    const long = `${'x'.repeat(5000)}NEEDLE${'y'.repeat(5000)}`;
    const [only] = explain("a:\n    f|contains: 'needle'\ncondition: a", { f: long });
    expect(only?.value).toContain('NEEDLE');
    expect(only?.value.length).toBeLessThanOrEqual(400);
    const many = Array.from({ length: 100 }, (_, i) => `    f${i}: 'v'`).join('\n');
    expect(explain(`a:\n${many}\ncondition: a`, Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, 'v'])))).toHaveLength(32);
  });

  it('does not disturb matching', () => {
    const rules = compile(ruleText("a:\n    f: '1'\ncondition: a"));
    const event = processEvent({ f: '1' });
    const ids = [...rules.matchIds(event)];
    rules.explain(0, processEvent({ f: '2' }));
    expect([...rules.matchIds(event)]).toEqual(ids);
  });

  it('of a rule that is not there is an error', () => expect(() => compile().explain(0, processEvent({}))).toThrow(RangeError));
});
