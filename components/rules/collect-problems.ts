import type { RuleList, RuleProblem } from '@/lib/rules/model';

/** One problem with its rule, where it belongs to one that is stored. */
export interface ProblemLine extends RuleProblem { key: string; openId: string | null; set: string }
export interface ProblemReport { errors: number; warnings: number; lines: ProblemLine[] }

/** What a page carries at most; the counts are of all. */
export const PROBLEM_LINES_MAX = 500;

/** All that is wrong with rules now: of each stored rule, and of files that became no rule in an import. Errors first, then by file and line. */
export function collectProblems({ rules, imports }: Pick<RuleList, 'rules' | 'imports'>): ProblemReport {
  const stored = new Set(rules.map(({ id }) => id));
  const found = new Map<string, ProblemLine>();
  const add = (problem: RuleProblem, openId: string | null, set: string): void => {
    const key = `${set}\n${problem.file}:${problem.line}:${problem.column} ${problem.reason}`;
    if (!found.has(key)) found.set(key, { ...problem, key, openId, set });
  };
  const files = new Set<string>();
  for (const rule of rules) for (const problem of rule.problems) {
    add(problem, rule.id, rule.originSet);
    files.add(`${rule.originSet}\n${problem.file}`);
  }
  // A stored rule tells its own state; the import remembers what it was then.
  for (const { originSet, problems } of imports) for (const problem of problems) {
    if (files.has(`${originSet}\n${problem.file}`) || (problem.ruleId !== undefined && stored.has(problem.ruleId) && !problem.reason.startsWith('the id is already used'))) continue;
    add(problem, problem.ruleId !== undefined && stored.has(problem.ruleId) ? problem.ruleId : null, originSet);
  }
  const rank = ({ severity }: ProblemLine): number => (severity === 'error' ? 0 : 1);
  const lines = [...found.values()].sort((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  const errors = lines.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: lines.length - errors, lines: lines.slice(0, PROBLEM_LINES_MAX) };
}
