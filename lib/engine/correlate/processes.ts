import type { Activity } from '../activity/activity';
import { accountKeyOf } from '../normalise/identity';
import { CORRELATE_LIMITS } from './settings';
import { lowerBase } from './text';
import type { Fact, Signal } from './types';

/** One run of one program on one endpoint, as far as records tell. */
export interface ProcessNode {
  id: string;
  endpointKey: string;
  image?: string;
  commandLine?: string;
  processId?: number;
  parentId?: string;
  /** Where only a number names the parent. */
  parentPid?: number;
  parentImage?: string;
  accountName?: string;
  accountKey?: string;
  logonId?: string;
  integrity?: string;
  sha256?: string;
  startedAt?: number;
}

/** Programs that start everything: lineage ends below them. */
const STARTERS = new Set([
  'system', 'smss.exe', 'csrss.exe', 'wininit.exe', 'winlogon.exe', 'services.exe', 'svchost.exe', 'lsass.exe', 'explorer.exe', 'userinit.exe', 'sihost.exe',
  'taskhostw.exe', 'taskeng.exe', 'runtimebroker.exe', 'dllhost.exe', 'wmiprvse.exe', 'systemd', 'init', 'launchd', 'cron', 'crond', 'sshd', 'fontdrvhost.exe', 'dwm.exe',
  'ctfmon.exe', 'searchindexer.exe', 'msmpeng.exe', 'spoolsv.exe', 'applicationframehost.exe', 'consent.exe', 'startmenuexperiencehost.exe',
]);

export function isStarter(image: string | undefined): boolean {
  return STARTERS.has(lowerBase(image));
}

/** Known by its number and start alone. */
const isNumbered = (node: ProcessNode): boolean => node.id.includes('|pid:');

export function processIdOf(endpointKey: string, guid: string): string {
  return `${endpointKey}|${guid.toLowerCase()}`;
}

/** All process runs known from facts and signals, with their parents. */
export class ProcessIndex {
  readonly #nodes = new Map<string, ProcessNode>();
  readonly #byPid = new Map<string, ProcessNode[]>();

  constructor(facts: readonly Fact[], signals: readonly Signal[]) {
    for (const fact of facts) if (fact.kind === 'process') this.#addFact(fact);
    for (const signal of signals) this.#addActivity(signal.activity);
    for (const node of this.#nodes.values()) this.#indexPid(node);
    for (const list of this.#byPid.values()) list.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.id < b.id ? -1 : 1));
  }

  get(id: string): ProcessNode | undefined {
    return this.#nodes.get(id);
  }

  /** The run that did what `activity` records. */
  actorOf(activity: Activity): ProcessNode | undefined {
    const { endpointKey, processGuid, processId } = activity;
    if (endpointKey === undefined) return undefined;
    if (processGuid !== undefined) return this.#nodes.get(processIdOf(endpointKey, processGuid));
    return processId === undefined ? undefined : this.#runByPid(endpointKey, processId, activity.observedAt, activity.processImage);
  }

  /** The run that `activity` was done to. */
  targetOf(activity: Activity): ProcessNode | undefined {
    const { endpointKey, targetProcessGuid, targetProcessId } = activity;
    if (endpointKey === undefined) return undefined;
    if (targetProcessGuid !== undefined) return this.#nodes.get(processIdOf(endpointKey, targetProcessGuid));
    return targetProcessId === undefined ? undefined : this.#runByPid(endpointKey, targetProcessId, activity.observedAt, activity.targetProcessImage);
  }

  parentOf(node: ProcessNode): ProcessNode | undefined {
    if (node.parentId !== undefined) return this.#nodes.get(node.parentId);
    if (node.parentPid === undefined || node.startedAt === undefined) return undefined;
    return this.#runByPid(node.endpointKey, node.parentPid, node.startedAt, node.parentImage);
  }

  /** Ancestors, nearest first, up to and without the first starter. */
  ancestorsOf(node: ProcessNode): ProcessNode[] {
    const chain: ProcessNode[] = [];
    let at = this.parentOf(node);
    while (at !== undefined && chain.length < CORRELATE_LIMITS.ancestorsMax && !isStarter(at.image) && at.id !== node.id && !chain.includes(at)) {
      chain.push(at);
      at = this.parentOf(at);
    }
    return chain;
  }

  #runByPid(endpointKey: string, pid: number, at: number, image: string | undefined): ProcessNode | undefined {
    const runs = this.#byPid.get(`${endpointKey}|${pid}`) ?? [];
    const wanted = lowerBase(image);
    const fits = (run: ProcessNode): boolean => (run.startedAt ?? 0) <= at + CORRELATE_LIMITS.jitterMs && (wanted === '' || run.image === undefined || lowerBase(run.image) === wanted);
    const run = runs.findLast(fits);
    if (run === undefined || !isNumbered(run)) return run;
    // Another sensor may know the same run exactly.
    return runs.findLast((other) => fits(other) && !isNumbered(other) && Math.abs((other.startedAt ?? 0) - (run.startedAt ?? 0)) <= CORRELATE_LIMITS.jitterMs) ?? run;
  }

  #indexPid(node: ProcessNode): void {
    if (node.processId === undefined) return;
    const key = `${node.endpointKey}|${node.processId}`;
    const list = this.#byPid.get(key);
    if (list) list.push(node);
    else this.#byPid.set(key, [node]);
  }

  #merge(id: string, endpointKey: string, part: Partial<ProcessNode>): void {
    const known = this.#nodes.get(id);
    if (known === undefined) {
      this.#nodes.set(id, { ...definedOf(part), id, endpointKey });
      return;
    }
    const startedAt = known.startedAt === undefined ? part.startedAt : Math.min(known.startedAt, part.startedAt ?? known.startedAt);
    // What was said first stands (facts come before activities); the rest only fills gaps.
    Object.assign(known, { ...definedOf(part), ...known });
    if (startedAt !== undefined) known.startedAt = startedAt;
  }

  #addFact(fact: Extract<Fact, { kind: 'process' }>): void {
    const parentId = fact.parentGuid === undefined ? undefined : processIdOf(fact.endpointKey, fact.parentGuid);
    this.#merge(processIdOf(fact.endpointKey, fact.processGuid), fact.endpointKey, {
      image: fact.image, commandLine: fact.commandLine, processId: fact.processId, parentId, parentImage: fact.parentImage, accountName: fact.accountName,
      parentPid: fact.parentGuid === undefined ? fact.parentId : undefined, accountKey: fact.accountName === undefined ? undefined : accountKeyOf(fact.accountName),
      logonId: fact.logonId, integrity: fact.integrity, sha256: fact.sha256, startedAt: fact.observedAt,
    });
    if (parentId !== undefined) this.#merge(parentId, fact.endpointKey, { image: fact.parentImage, processId: fact.parentId });
  }

  #addActivity(a: Activity): void {
    const { endpointKey } = a;
    if (endpointKey === undefined) return;
    const parentId = a.parentProcessGuid === undefined ? undefined : processIdOf(endpointKey, a.parentProcessGuid);
    if (a.processGuid !== undefined) {
      this.#merge(processIdOf(endpointKey, a.processGuid), endpointKey, {
        image: a.processImage, commandLine: a.kind === 'process_start' ? a.processCommandLine : undefined, processId: a.processId, parentId,
        parentImage: a.parentProcessImage, accountName: a.accountName, accountKey: a.accountKey, logonId: a.logonId, integrity: a.processIntegrity,
        sha256: a.processSha256, startedAt: a.kind === 'process_start' ? a.observedAt : undefined,
      });
    }
    if (parentId !== undefined) {
      this.#merge(parentId, endpointKey, { image: a.parentProcessImage, processId: a.parentProcessId, commandLine: a.parentProcessCommandLine });
    }
    if (a.targetProcessGuid !== undefined) {
      this.#merge(processIdOf(endpointKey, a.targetProcessGuid), endpointKey, { image: a.targetProcessImage, processId: a.targetProcessId });
    }
  }
}

/** Without properties that are present but unknown: they would hide what is known. */
function definedOf<T extends object>(part: T): Partial<T> {
  const out: Partial<T> = {};
  for (const key of Object.keys(part) as (keyof T)[]) if (part[key] !== undefined) out[key] = part[key];
  return out;
}
