import { RULE_FACETS, type RuleFacet, type RuleFilter, type RuleRow, type RuleState } from './model';

/** What a rule is doing, in one word. */
export function stateOf(rule: RuleRow): RuleState {
  if (rule.kind === 'broken') return rule.problems.some(({ severity }) => severity === 'error') ? 'broken' : 'placeholder unset';
  if (rule.quarantined) return 'quarantined';
  return rule.enabled ? 'in force' : 'disabled';
}

const VALUES: Readonly<Record<RuleFacet, (rule: RuleRow) => readonly string[]>> = {
  level: (r) => [r.level], status: (r) => (r.status ? [r.status] : []), tactic: (r) => r.tactics, technique: (r) => r.techniques, logSource: (r) => (r.logSource ? [r.logSource] : []),
  origin: (r) => [r.origin], originSet: (r) => (r.originSet ? [r.originSet] : []), kind: (r) => [r.kind], state: (r) => [stateOf(r)],
};

/** The rules that fit, and per facet how many fit all other conditions: what choosing a value would give. */
export function filterRules(rules: readonly RuleRow[], filter: RuleFilter): { rules: RuleRow[]; facets: Record<RuleFacet, { value: string; count: number }[]> } {
  const text = filter.text?.trim().toLowerCase() ?? '';
  const asked = RULE_FACETS.map((facet) => ({ facet, wanted: filter[facet]?.length ? new Set(filter[facet]) : undefined }));
  const counts = new Map(RULE_FACETS.map((facet) => [facet, new Map<string, number>()]));
  const fitting: RuleRow[] = [];
  for (const rule of rules) {
    if (text && !mentions(rule, text)) continue;
    if (filter.errors !== undefined && rule.problems.length > 0 !== filter.errors) continue;
    const failed = asked.filter(({ facet, wanted }) => wanted && !VALUES[facet](rule).some((value) => wanted.has(value)));
    if (failed.length === 0) fitting.push(rule);
    for (const facet of failed.length === 0 ? RULE_FACETS : failed.length === 1 ? failed.map((f) => f.facet) : []) {
      for (const value of VALUES[facet](rule)) counts.get(facet)?.set(value, (counts.get(facet)?.get(value) ?? 0) + 1);
    }
  }
  const sorted = (facet: RuleFacet) => [...(counts.get(facet) ?? [])].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  return { rules: fitting, facets: Object.fromEntries(RULE_FACETS.map((facet) => [facet, sorted(facet)])) as Record<RuleFacet, { value: string; count: number }[]> };
}

function mentions(rule: RuleRow, text: string): boolean {
  return [rule.title, rule.id, rule.author, rule.file, rule.logSource, ...rule.techniques].some((value) => value.toLowerCase().includes(text));
}
