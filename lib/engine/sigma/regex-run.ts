import { has, type CharSet } from './char-set';
import type { RegexNode } from './regex-parser';

/**
 * Patterns such as `.{1000,}` or `[^/]{100,}$` only ask for a stretch of like characters. Counting them needs no automaton, which would have to
 * remember every place at which the stretch may have begun. Undefined for any other pattern.
 */
export function runTest(node: RegexNode): ((text: string) => boolean) | undefined {
  const nodes = node.kind === 'concat' ? node.nodes : [node];
  const [run, anchor] = nodes;
  if (run?.kind !== 'repeat' || run.node.kind !== 'set' || run.min < 2 || nodes.length > 2) return undefined;
  const { set } = run.node;
  const { min } = run;
  if (anchor === undefined) return (text) => longestRun(text, set, min);
  if (anchor.kind !== 'assert') return undefined;
  if (anchor.assertion === 'veryEnd') return (text) => runBefore(text, text.length, set, min);
  if (anchor.assertion !== 'end') return undefined;
  return (text) => runBefore(text, text.length, set, min) || (text.endsWith('\n') && runBefore(text, text.length - 1, set, min));
}

function longestRun(text: string, set: CharSet, min: number): boolean {
  if (text.length < min) return false;
  for (let at = 0, length = 0; at < text.length; at++) {
    length = has(set, text.charCodeAt(at)) ? length + 1 : 0;
    if (length >= min) return true;
  }
  return false;
}

function runBefore(text: string, end: number, set: CharSet, min: number): boolean {
  if (end < min) return false;
  for (let at = end - min; at < end; at++) if (!has(set, text.charCodeAt(at))) return false;
  return true;
}
