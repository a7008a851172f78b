import { RuleProblem } from './problem';

export interface CompiledRegex { test(text: string): boolean }

const INLINE_FLAGS = /^\(\?([ims]+)\)/;

/** Compiles a pattern of the Sigma flavour (a subset of PCRE). Throws `RuleProblem` with the reason when it cannot be run. */
export function compileRegex(source: string, flags: string): CompiledRegex {
  let pattern = source;
  const all = new Set(flags);
  const inline = INLINE_FLAGS.exec(pattern);
  if (inline) {
    pattern = pattern.slice(inline[0].length);
    for (const flag of inline[1] ?? '') all.add(flag);
  }
  try {
    return new RegExp(pattern, [...all].join(''));
  } catch (cause) {
    throw new RuleProblem(`invalid regular expression: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

export function regexLiterals(_source: string, _flags: string): readonly string[] {
  return [];
}
