import type { CharSet } from './char-set';
import { RuleProblem } from './problem';
import type { Assertion, RegexNode } from './regex-parser';

export type Instruction =
  | { op: 'set'; set: CharSet }
  | { op: 'assert'; assertion: Assertion }
  | { op: 'split'; to: number; or: number }
  | { op: 'jump'; to: number }
  | { op: 'match' };

const INSTRUCTIONS_MAX = 20_000;

/** Turns a regular expression into the instructions of a nondeterministic automaton; counted repetitions are written out. */
export function compileProgram(node: RegexNode): Instruction[] {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): number => {
    if (program.length >= INSTRUCTIONS_MAX) throw new RuleProblem(`the regular expression is too large: more than ${INSTRUCTIONS_MAX} steps`);
    return program.push(instruction) - 1;
  };
  const split = (): Extract<Instruction, { op: 'split' }> => {
    const instruction = { op: 'split' as const, to: program.length + 1, or: 0 };
    add(instruction);
    return instruction;
  };
  const emit = (part: RegexNode): void => {
    switch (part.kind) {
      case 'set': add({ op: 'set', set: part.set }); return;
      case 'assert': add({ op: 'assert', assertion: part.assertion }); return;
      case 'concat': part.nodes.forEach(emit); return;
      case 'alternatives': emitAlternatives(part.nodes); return;
      case 'repeat': emitRepeat(part); return;
    }
  };
  const emitAlternatives = (nodes: readonly RegexNode[]): void => {
    const jumps: { op: 'jump'; to: number }[] = [];
    nodes.forEach((option, index) => {
      if (index === nodes.length - 1) return emit(option);
      const fork = split();
      emit(option);
      const jump = { op: 'jump' as const, to: 0 };
      add(jump);
      jumps.push(jump);
      fork.or = program.length;
    });
    for (const jump of jumps) jump.to = program.length;
  };
  const emitRepeat = ({ node: body, min, max }: Extract<RegexNode, { kind: 'repeat' }>): void => {
    for (let i = 0; i < min; i++) emit(body);
    if (max === Number.POSITIVE_INFINITY) {
      const at = program.length;
      const fork = split();
      emit(body);
      add({ op: 'jump', to: at });
      fork.or = program.length;
      return;
    }
    const forks = [];
    for (let i = min; i < max; i++) {
      forks.push(split());
      emit(body);
    }
    for (const fork of forks) fork.or = program.length;
  };
  emit(node);
  add({ op: 'match' });
  return program;
}
