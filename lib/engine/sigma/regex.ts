import { onlyCharacter } from './char-set';
import { RegexAutomaton } from './regex-automaton';
import { parseRegex, type RegexNode } from './regex-parser';
import { compileProgram } from './regex-program';
import { runTest } from './regex-run';

/** A pattern ready to search with, and groups of folded texts: every match contains at least one text of each group. */
export interface CompiledRegex { test(text: string): boolean; literals: readonly (readonly string[])[] }

/** Compiles a pattern of the Sigma flavour (the regular part of PCRE). Throws `RuleProblem` with the reason when it cannot be run in linear time. */
export function compileRegex(source: string, flags: string): CompiledRegex {
  const node = parseRegex(source, flags);
  const program = compileProgram(node);
  const runs: Run[] = [];
  collectRuns(node, runs);
  const exact = runs.filter((run) => run.exact !== '').reduce((longest, run) => (run.exact.length > longest.length ? run.exact : longest), '');
  const run = runTest(node);
  if (run) return { literals: [], test: run };
  let automaton: RegexAutomaton | undefined;
  return {
    literals: requiredGroups(node),
    // The automaton is made at the first text that could match: most patterns of a large rule set never see one.
    test: (text) => (exact === '' || text.includes(exact)) && (automaton ??= new RegexAutomaton(program)).test(text),
  };
}

const ALTERNATIVES_MAX = 64;

/** What every match contains, as groups of texts of which one is enough: a group of one for each stretch of fixed characters, larger ones for alternatives. */
function requiredGroups(node: RegexNode): string[][] {
  const runs: Run[] = [];
  collectRuns(node, runs);
  const groups = runs.filter(({ folded }) => folded.length > 1).map(({ folded }) => [folded]);
  visitAlternatives(node, (options) => {
    const each = options.map((option) => best(requiredGroups(option)));
    const texts = each.flatMap((group) => group ?? []);
    if (each.every((group) => group !== undefined) && texts.length <= ALTERNATIVES_MAX) groups.push(texts);
  });
  return groups;
}

const shortestOf = (group: readonly string[]): number => Math.min(...group.map((text) => text.length));

/** The group whose shortest text is the longest. */
function best(groups: readonly string[][]): string[] | undefined {
  return groups.reduce<string[] | undefined>((chosen, group) => (chosen && shortestOf(chosen) >= shortestOf(group) ? chosen : group), undefined);
}

/** Visits the alternatives of which every match takes one. */
function visitAlternatives(node: RegexNode, visit: (options: readonly RegexNode[]) => void): void {
  if (node.kind === 'alternatives') visit(node.nodes);
  else if (node.kind === 'concat') for (const part of node.nodes) visitAlternatives(part, visit);
  else if (node.kind === 'repeat' && node.min > 0) visitAlternatives(node.node, visit);
}

/** A stretch of fixed characters; `exact` is its text where case matters throughout. */
interface Run { folded: string; exact: string }

/** Collects the stretches that every match must contain: those in sequence, not those in alternatives or optional parts. */
function collectRuns(node: RegexNode, runs: Run[]): void {
  let folded = '';
  let exact: string | undefined = '';
  const flush = (): void => {
    if (folded !== '') runs.push({ folded, exact: exact ?? '' });
    folded = '';
    exact = '';
  };
  const visit = (part: RegexNode): void => {
    if (part.kind === 'concat') return part.nodes.forEach(visit);
    if (part.kind === 'set') {
      const only = onlyCharacter(part.set);
      if (only) {
        folded += only.folded;
        exact = only.exact && exact !== undefined ? exact + String.fromCharCode(part.set[0] ?? 0) : undefined;
        return;
      }
    }
    if (part.kind === 'assert') return;
    flush();
    if (part.kind === 'repeat' && part.min > 0) collectRuns(part.node, runs);
  };
  visit(node);
  flush();
}
