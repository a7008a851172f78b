import { readdirSync, readFileSync } from 'node:fs';

export const PROGRAMS = ['web', 'web: request thread', 'web: other threads', 'worker', 'postgres'] as const;
export type Program = (typeof PROGRAMS)[number];
/** CPU seconds used so far, and the most memory held (MiB). */
export interface Usage { cpuSeconds: Record<Program, number>; peakMib: number }

const TICKS_PER_SECOND = 100;

interface Stat { parent: number; ticks: number }

/** A process or thread of Linux' /proc; undefined when it is gone. */
function stat(path: string): Stat | undefined {
  try {
    const text = readFileSync(`${path}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch { return undefined; }
}

function programOf(pid: number): 'web' | 'worker' | 'postgres' | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (line.includes('worker.mjs')) return 'worker';
    return line.includes('next') ? 'web' : line.includes('postgres') ? 'postgres' : undefined;
  } catch { return undefined; }
}

function descendants(root: number): number[] {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), stat(`/proc/${name}`)?.parent]));
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, parent] of parents) if (parent !== undefined && family.has(parent)) family.add(pid);
  }
  return [...family];
}

const peakOf = (pid: number): number => {
  try { return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024; } catch { return 0; }
};

/** What an instance's processes have used, by program; undefined where there is no /proc. `root` is its launcher. */
export function usageOf(root: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  const usage: Usage = { cpuSeconds: { web: 0, 'web: request thread': 0, 'web: other threads': 0, worker: 0, postgres: 0 }, peakMib: 0 };
  for (const pid of descendants(root)) {
    const program = programOf(pid);
    if (!program) continue;
    const seconds = (stat(`/proc/${pid}`)?.ticks ?? 0) / TICKS_PER_SECOND;
    usage.cpuSeconds[program] += seconds;
    if (program !== 'postgres') usage.peakMib += peakOf(pid);
    if (program !== 'web') continue;
    const main = (stat(`/proc/${pid}/task/${pid}`)?.ticks ?? 0) / TICKS_PER_SECOND;
    usage.cpuSeconds['web: request thread'] += main;
    usage.cpuSeconds['web: other threads'] += seconds - main;
  }
  return usage;
}
