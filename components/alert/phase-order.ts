import type { Phase, Step } from '@/lib/engine/correlate/types';

/** The phases of a story as they were first reached, each once, with the numbers of its steps. */
export function phasePath(steps: readonly Step[]): { phase: Phase; numbers: number[] }[] {
  const path = new Map<Phase, number[]>();
  for (const step of [...steps].sort((a, b) => a.number - b.number)) path.set(step.phase, [...(path.get(step.phase) ?? []), step.number]);
  return [...path].map(([phase, numbers]) => ({ phase, numbers }));
}
