import { onlyCharacter } from './char-set';
import { RegexAutomaton } from './regex-automaton';
import { parseRegex, type RegexNode } from './regex-parser';
import { compileProgram } from './regex-program';
import { runTest } from './regex-run';

/** A pattern ready to search with, and folded texts that every match contains. */
export interface CompiledRegex { test(text: string): boolean; literals: readonly string[] }

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
    literals: runs.map((run) => run.folded).filter((text) => text.length > 1),
    // The automaton is made at the first text that could match: most patterns of a large rule set never see one.
    test: (text) => (exact === '' || text.includes(exact)) && (automaton ??= new RegexAutomaton(program)).test(text),
  };
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
