import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { compile, processEvent, ruleText } from './support/rules';

const GOOD = ruleText("s:\n    f: 'a'\ncondition: s", 'good');

describe('errors of rules', () => {
  it.each([
    ['broken YAML', 'title: x\nid: [1\n', 3, 'invalid YAML'],
    ['a missing title', 'id: x\ndetection: {}\n', 1, 'title is missing'],
    ['no section', 'title: x\n', 1, 'not a Sigma rule'],
    ['a missing log source', 'title: x\ndetection:\n    s:\n        a: 1\n    condition: s\n', 1, 'log source is missing'],
    ['an empty log source', "title: x\nlogsource:\n    definition: none\ndetection:\n    s:\n        a: 1\n    condition: s\n", 3, 'names no product'],
    ['a missing condition', ruleText("s:\n    f: 'a'"), 7, 'condition is missing'],
    ['no selection', ruleText('condition: s'), 7, 'no selection'],
    ['an unknown modifier', ruleText("s:\n    f|containz: 'a'\ncondition: s"), 8, 'unknown modifier "containz"'],
    ['a misplaced modifier', ruleText("s:\n    f|i: 'a'\ncondition: s"), 8, 'must follow "re"'],
    ['exists without a truth value', ruleText("s:\n    f|exists: 'maybe'\ncondition: s"), 8, 'true or false'],
    ['an empty selection', ruleText('s: {}\ncondition: s'), 7, 'empty'],
    ['an empty list', ruleText('s:\n    f: []\ncondition: s'), 8, 'no values'],
    ['a map as a value', ruleText('s:\n    f:\n        g: 1\ncondition: s'), 9, 'must be text'],
    ['an unknown level', ruleText("s:\n    f: 'a'\ncondition: s", 'x', 'level: bad\n'), 6, 'not a level'],
    ['an unknown status', ruleText("s:\n    f: 'a'\ncondition: s", 'x', 'status: bad\n'), 6, 'not a status'],
    ['a rule that says it cannot be used', ruleText("s:\n    f: 'a'\ncondition: s", 'x', 'status: unsupported\n'), 6, 'cannot be used'],
    ['another taxonomy', ruleText("s:\n    f: 'a'\ncondition: s", 'x', 'taxonomy: ours\n'), 6, 'taxonomy'],
    ['a duplicate key', ruleText("s:\n    f: 'a'\n    f: 'b'\ncondition: s"), 9, 'invalid YAML'],
    ['an empty file', '', 1, 'empty'],
    ['no rule at all', '- 1\n- 2\n', 1, 'must be a map'],
    ['a misspelt selection', ruleText("s:\n    f: 'a'\ncondition: s and t"), 9, 'no selection "t"'],
  ])('%s is reported with its line, and stops nothing else', (_what, text, line, reason) => {
    const rules = compile(text, GOOD);
    expect(rules.errors).toHaveLength(1);
    expect(rules.errors[0]).toMatchObject({ file: 'rules/1.yml', line });
    expect(rules.errors[0]?.reason).toContain(reason);
    expect(rules.matchIds(processEvent({ f: 'a' }))).toEqual([0]);
  });

  it('points into the condition', () => {
    expect(compile(ruleText("s:\n    f: 'a'\ncondition: s and t")).errors[0]).toMatchObject({ line: 9, column: 22, ruleId: 'rule-1' });
    expect(compile(ruleText("s:\n    f: 'a'\ncondition: 's and t'")).errors[0]).toMatchObject({ line: 9, column: 23 });
  });

  it('a bad document leaves its neighbours in the file', () => {
    const rules = compile(`${GOOD}---\ntitle: bad\n---\n${ruleText("s:\n    f: 'b'\ncondition: s", 'second')}`);
    expect(rules.rules.map((rule) => rule.id)).toEqual(['good', 'second']);
    expect(rules.errors).toMatchObject([{ line: 11, reason: expect.stringContaining('not a Sigma rule') }]);
  });

  it('a second rule of the same id is refused and told who has it', () => {
    expect(compile(GOOD, GOOD).errors).toMatchObject([{ file: 'rules/2.yml', ruleId: 'good', reason: 'the id is already used by rules/1.yml' }]);
  });

  it('absurd nesting and alias bombs are errors, not crashes', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`).join('\n')}\n`;
    const rules = compile(`x: ${'['.repeat(200_000)}`, `x:\n    ${'- '.repeat(50_000)}`, `title: bomb\n${bomb}logsource:\n    product: windows\ndetection:\n    s: *h\n    condition: s\n`, GOOD);
    expect(rules.errors.map((error) => error.file)).toEqual(['rules/1.yml', 'rules/2.yml', 'rules/3.yml']);
    expect(rules.rules).toHaveLength(1);
  });

  it('keeps what the rule says about itself', () => {
    const extra = 'name: short_name\nlicense: DRL-1.1\nstatus: test\nlevel: high\nauthor: Ada Example\ndescription: |\n    Text.\nreferences:\n    - https://example.test/a\nfalsepositives:\n    - Tests\ntags:\n    - attack.execution\n    - attack.defense-impairment\n    - attack.t1059.001\n    - attack.T1059\n    - attack.s0002\n    - cve.2026-1\n';
    const [info] = compileRules([{ file: 'a.yml', text: ruleText("s:\n    f: 'a'\ncondition: s", 'r', extra) }]).rules;
    expect(info).toEqual({
      id: 'r', title: 'Rule r', description: 'Text.', level: 'high', status: 'test', author: 'Ada Example', tactics: ['TA0002', 'TA0005'], techniques: ['T1059.001', 'T1059'],
      falsePositives: ['Tests'], references: ['https://example.test/a'], logSource: { product: 'windows', category: 'process_creation' }, file: 'a.yml', name: 'short_name', license: 'DRL-1.1',
    });
  });
});
