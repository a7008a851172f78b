import type { ProcessNode } from '@/lib/assets/model';

export interface Run extends ProcessNode { children: Run[] }

/** Runs as trees, in the order of time. A run belongs below the one that it names as its parent; without GUIDs below the last one that had the number before. */
export function processTrees(items: readonly ProcessNode[]): Run[] {
  const runs = items.map((item): Run => ({ ...item, children: [] })).sort((a, b) => a.at - b.at || (a.uuid < b.uuid ? -1 : 1));
  const byGuid = new Map<string, Run>(), byPid = new Map<number, Run>(), roots: Run[] = [];
  // Sensors may write a child before its parent within one moment.
  for (const run of runs) if (run.guid !== null && !byGuid.has(run.guid)) byGuid.set(run.guid, run);
  for (const run of runs) {
    const parent = run.parentGuid !== null ? byGuid.get(run.parentGuid) : run.parentPid === null ? undefined : byPid.get(run.parentPid);
    if (parent === undefined || isBelow(run, parent)) roots.push(run);
    else parent.children.push(run);
    if (run.pid !== null) byPid.set(run.pid, run);
  }
  return roots;
}

/** Whether `run` has `other` below it already: records that name each other must not make a ring. */
function isBelow(run: Run, other: Run): boolean {
  return run === other || run.children.some((child) => isBelow(child, other));
}

export const programName = (image: string): string => image.slice(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1) || image;
