import { describe, expect, it } from 'vitest';
import { collectProblems } from '@/components/rules/collect-problems';
import { hitBuckets } from '@/components/rules/hit-buckets';
import { overlayFor } from '@/components/rules/overlay-change';
import { isNarrowed, RAIL_FACETS, readExcluded, rulesSearch, withoutExcluded } from '@/components/rules/rule-params';
import { facetValues, ruleState } from '@/components/rules/rule-state';
import { conditionOf, NEW_RULE_TEXT } from '@/components/rules/rule-text';
import { sortRules } from '@/components/rules/sort-rules';
import { draftsOf, valuesOf, wrongName } from '@/components/rules/variable-drafts';
import { parseRuleFile } from '@/lib/engine/sigma/parse';
import { filterRules, stateOf } from '@/lib/rules/filter-rules';
import { KINDS, RULE_FACETS } from '@/lib/rules/model';
import { ruleRow } from './rule-fixtures';

const ids = (rules: readonly { id: string }[]): string => rules.map(({ id }) => id).join('');

describe('state of a rule', () => {
  it('is the one that the server counts in its facets', () => {
    const problem = { severity: 'warning', file: 'x.yml', line: 1, column: 1, reason: 'r' } as const;
    for (const kind of KINDS) for (const quarantined of [true, false]) for (const enabled of [true, false]) for (const problems of [[], [problem], [{ ...problem, severity: 'error' as const }]]) {
      const rule = ruleRow({ kind, quarantined, enabled, problems });
      expect(ruleState(rule)).toBe(stateOf(rule));
    }
  });

  it('and every other facet value is one that the server counts', () => {
    const rule = ruleRow({ tactics: ['TA0002', 'TA0003'], techniques: ['T1059'], origin: 'imported', originSet: 'set', logSource: '', status: 'test' });
    const { facets } = filterRules([rule], {});
    for (const facet of RULE_FACETS) expect([...facetValues(rule, facet)].sort()).toEqual(facets[facet].map(({ value }) => value).sort());
  });
});

describe('what the URL asks', () => {
  it('keeps only what the list depends on, in one order', () => {
    expect(rulesSearch(new URLSearchParams('open=1&text=ps&not.level=low&level=high&sort=-hits&origin='))).toBe('level=high&not.level=low&text=ps');
  });

  it('leaves out what is named with not, also where a rule has several values', () => {
    const rules = [ruleRow({ id: 'a', tactics: ['TA0002', 'TA0003'] }), ruleRow({ id: 'b', tactics: ['TA0002'] }), ruleRow({ id: 'c', tactics: [] })];
    expect(ids(withoutExcluded(rules, readExcluded(new URLSearchParams('not.tactic=TA0003'))))).toBe('bc');
  });

  it('is narrowed by text and facets, not by an open panel or an order', () => {
    expect(isNarrowed(new URLSearchParams('open=1&sort=level&problems=1'))).toBe(false);
    for (const query of ['text=a', 'technique=T1059', ...RAIL_FACETS.map((facet) => `not.${facet}=x`)]) expect(isNarrowed(new URLSearchParams(query))).toBe(true);
  });
});

describe('order of rules', () => {
  const outcome = (count: number, judged = 0, falsePositives = 0) => ({ count, judged, falsePositives, lastFired: null, daily: [] });
  const rules = [ruleRow({ id: 'a', title: 'b', level: 'low', outcome: outcome(5, 4, 1) }), ruleRow({ id: 'b', title: 'A', level: 'critical' }), ruleRow({ id: 'c', title: 'c', level: 'high', outcome: outcome(9, 2, 2) })];

  it.each([['title', false, 'bac'], ['level', true, 'bca'], ['hits', true, 'cab'], ['hits', false, 'acb'], ['falsePositives', true, 'cab'], ['unheard of', false, 'bac']] as const)('by %s (descending: %s) is %s, with rules that have no value last', (id, desc, expected) => {
    expect(ids(sortRules(rules, { id, desc }))).toBe(expected);
  });
});

describe('problems', () => {
  const problem = (file: string, reason: string, ruleId?: string) => ({ severity: 'error' as const, file, line: 3, column: 1, reason, ...(ruleId === undefined ? {} : { ruleId }) });
  const counts = { added: 0, updated: 0, unchanged: 0, removed: 0, conflict: 0, problems: 0, filesWithoutRules: 0 };

  it('are those of stored rules, and those of an import that became no rule', () => {
    const rules = [ruleRow({ id: 'r1', originSet: 's', origin: 'imported', problems: [problem('a.yml', 'no condition', 'r1')] }), ruleRow({ id: 'r2', originSet: 's', origin: 'imported' })];
    const imports = [{ originSet: 's', importedAt: '2026-01-12T00:00:00Z', counts, problems: [problem('a.yml', 'no condition', 'r1'), problem('mended.yml', 'was wrong', 'r2'), problem('b.yml', 'the file is not UTF-8'), problem('c.yml', 'the id is already used by d.yml', 'r2')] }];
    const report = collectProblems({ rules, imports });
    expect(report.lines.map(({ file, openId }) => [file, openId])).toEqual([['a.yml', 'r1'], ['b.yml', null], ['c.yml', 'r2']]);
    expect(report).toMatchObject({ errors: 3, warnings: 0 });
  });
});

describe('a decision about a rule', () => {
  it('is none where it says what the author says', () => {
    expect(overlayFor({ status: 'test', ruleLevel: 'high' }, { enabled: true, level: 'high' })).toEqual({ enabled: null, level: null });
    expect(overlayFor({ status: 'deprecated', ruleLevel: 'high' }, { enabled: true })).toEqual({ enabled: true });
    expect(overlayFor({ status: 'stable', ruleLevel: 'high' }, { level: 'low' })).toEqual({ level: 'low' });
  });
});

describe('rule text', () => {
  it('of a new rule loads without a problem', () => {
    const parsed = parseRuleFile({ file: 'new.yml', text: NEW_RULE_TEXT }, {});
    expect([parsed.errors, parsed.warnings, parsed.rules.length]).toEqual([[], [], 1]);
  });

  it('shows its condition when it is on one line', () => {
    expect(conditionOf('detection:\n  a: 1\n  condition: a and not b\n')).toBe('a and not b');
    expect(conditionOf("detection:\n  condition: 'all of them'\n")).toBe('all of them');
    expect(conditionOf('detection:\n  condition:\n    - a\n')).toBeNull();
    expect(conditionOf('condition: not indented')).toBeNull();
  });
});

describe('hits by day', () => {
  it('has every day of the span, the last one today', () => {
    const buckets = hitBuckets([{ day: '2026-01-11', count: 4 }], 'high', Date.UTC(2026, 0, 12, 5), 3);
    expect(buckets).toEqual([{ at: Date.UTC(2026, 0, 10), counts: {} }, { at: Date.UTC(2026, 0, 11), counts: { high: 4 } }, { at: Date.UTC(2026, 0, 12), counts: {} }]);
  });
});

describe('variables', () => {
  const drafts = draftsOf({ variables: { admins: ['a', 'b'], empty: [] }, unset: [{ name: 'servers', rules: 3 }, { name: 'empty', rules: 1 }] });

  it('show names that rules wait for first, each name once', () => {
    expect(drafts.map(({ name, rules }) => [name, rules])).toEqual([['servers', 3], ['empty', 1], ['admins', 0]]);
  });

  it('are saved without blank lines and without names that have no value', () => {
    expect(valuesOf(drafts.map((draft) => (draft.name === 'servers' ? { ...draft, text: 'x\r\n\n  \ny z' } : draft)))).toEqual({ servers: ['x', 'y z'], admins: ['a', 'b'] });
  });

  it('refuse a name that a placeholder cannot have, and one that is taken', () => {
    const fresh = { key: 9, name: 'admins', text: 'x', rules: 0, isNew: true };
    expect([wrongName(fresh, [...drafts, fresh]), wrongName({ ...fresh, name: 'a-b' }, drafts), wrongName({ ...fresh, name: '' }, drafts), wrongName({ ...fresh, name: '', text: '' }, drafts), wrongName({ ...fresh, name: 'new_1' }, drafts)]).toEqual(['twice', 'badName', 'badName', null, null]);
  });
});
