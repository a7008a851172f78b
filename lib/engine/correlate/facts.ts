import type { Activity } from '../activity/activity';
import type { Fact } from './types';

const NAME_CHARS_MAX = 512;
const COMMAND_CHARS_MAX = 4096;

/** Ports by which one machine runs things on another: RPC, NetBIOS, SMB, RDP, WinRM. */
const REMOTE_EXECUTION_PORTS = new Set([135, 139, 445, 3389, 5985, 5986]);

/** Programs, scripts, and what they travel in. */
const RUNNABLE = /\.(?:exe|dll|sys|scr|com|pif|cpl|ocx|msi|msp|mst|ps1|psm1|psd1|bat|cmd|vbs|vbe|js|jse|wsf|wsh|hta|sct|jar|py|pl|sh|lnk|chm|iso|img|vhdx?|zip|rar|7z|cab|gz|tgz|docm|xlsm|xlam|pptm|one)$/i;

/** A named stream of a file: what was said of it holds for the file. */
const STREAM = /^(.{3,}):[^\\/:]+$/;

/** Key of the facts that say which addresses an endpoint holds. */
export function endpointAddressKey(endpointKey: string): string {
  return factKey(endpointKey, '@');
}

/** The causal facts of an activity. Most have none; all text is bounded. */
export function factsOf(activity: Activity): Fact[] {
  const { endpointKey } = activity;
  if (endpointKey === undefined) return [];
  const facts: Fact[] = [];
  const main = mainFact(activity, endpointKey);
  if (main !== undefined) facts.push(main);
  if (activity.endpointAddress !== undefined && activity.endpointName !== undefined) {
    const address = activity.endpointAddress;
    const holds = { kind: 'address', endpointKey, observedAt: activity.observedAt, address, endpointName: name(activity.endpointName) } as const;
    // Asked for in both ways: whose address it is, and which addresses an endpoint has.
    facts.push({ ...holds, key: address }, { ...holds, key: endpointAddressKey(endpointKey) });
  }
  return facts;
}

function mainFact(a: Activity, endpointKey: string): Fact | undefined {
  switch (a.kind) {
    case 'process_start':
      return processFact(a, endpointKey);
    case 'logon':
      return logonFact(a, endpointKey);
    case 'file_create':
      return fileFact(a, endpointKey);
    case 'service_install':
    case 'task_create':
    case 'task_change':
      return serviceFact(a, endpointKey);
    case 'network_connection':
      return connectionFact(a, endpointKey);
    default:
      return undefined;
  }
}

/** Security 4688 has no process GUID: pid and start time stand in for one. Such runs are kept by pid, for that is all that a child says of its parent. */
function processFact(a: Activity, endpointKey: string): Fact | undefined {
  if (a.processImage === undefined) return undefined;
  const processGuid = a.processGuid ?? (a.processId === undefined ? undefined : `pid:${a.processId}@${a.observedAt}`);
  if (processGuid === undefined) return undefined;
  return {
    kind: 'process', endpointKey, observedAt: a.observedAt, key: factKey(endpointKey, a.processGuid ?? `pid:${a.processId}`), processGuid: name(processGuid), parentGuid: a.parentProcessGuid,
    processId: a.processId, parentId: a.parentProcessId, image: name(a.processImage), commandLine: command(a.processCommandLine), parentImage: optionalName(a.parentProcessImage),
    accountName: optionalName(a.accountName), logonId: a.logonId, integrity: a.processIntegrity, sha256: a.processSha256,
  };
}

/** 4624 opens a session. 4648 opens none: it says that a session used another account, and has logon type 0 here. */
function logonFact(a: Activity, endpointKey: string): Fact | undefined {
  if (a.logonId === undefined || a.family !== 'windows') return undefined;
  const explicit = a.eventCode === '4648';
  return {
    kind: 'logon', endpointKey, observedAt: a.observedAt, key: factKey(endpointKey, a.logonId), logonId: a.logonId, logonType: explicit ? 0 : (a.logonType ?? 0),
    accountName: optionalName(explicit ? a.targetAccountName : a.accountName), sourceAddress: a.sourceAddress, sourceHost: optionalName(a.sourceHost),
  };
}

function fileFact(a: Activity, endpointKey: string): Fact | undefined {
  if (a.filePath === undefined) return undefined;
  const written = RUNNABLE.test(a.filePath) ? a.filePath : STREAM.exec(a.filePath)?.[1];
  if (written === undefined || !RUNNABLE.test(written)) return undefined;
  const path = name(written);
  return { kind: 'file', endpointKey, observedAt: a.observedAt, key: factKey(endpointKey, path.toLowerCase()), path, processGuid: a.processGuid, processImage: optionalName(a.processImage), sha256: a.fileSha256 };
}

function serviceFact(a: Activity, endpointKey: string): Fact | undefined {
  const called = a.serviceName ?? a.taskName;
  const run = a.filePath ?? taskCommand(a.scriptText);
  if (called === undefined || run === undefined) return undefined;
  return { kind: 'service', endpointKey, observedAt: a.observedAt, key: factKey(endpointKey, called.toLowerCase()), name: name(called), command: run.slice(0, COMMAND_CHARS_MAX), accountName: optionalName(a.accountName), logonId: a.logonId };
}

/** What a scheduled task's XML runs. */
function taskCommand(xml: string | undefined): string | undefined {
  if (xml === undefined) return undefined;
  const command = /<Command>([^<]*)<\/Command>/.exec(xml)?.[1];
  if (command === undefined) return undefined;
  const args = /<Arguments>([^<]*)<\/Arguments>/.exec(xml)?.[1];
  return args === undefined ? command : `${command} ${args}`;
}

function connectionFact(a: Activity, endpointKey: string): Fact | undefined {
  const { destinationAddress, destinationPort } = a;
  if (destinationAddress === undefined || destinationPort === undefined || !REMOTE_EXECUTION_PORTS.has(destinationPort)) return undefined;
  // Outbound only: the endpoint is the side that opened it.
  if (a.direction === 'inbound') return undefined;
  if (a.endpointAddress !== undefined ? a.endpointAddress !== a.sourceAddress : a.sourceAddress === undefined) return undefined;
  return {
    kind: 'connection', endpointKey, observedAt: a.observedAt, key: factKey(endpointKey, destinationAddress), processGuid: a.processGuid, image: optionalName(a.processImage),
    accountName: optionalName(a.accountName), destinationAddress, destinationPort,
  };
}

/** Key of what an endpoint has under a name or number of its own. */
export function factKey(endpointKey: string, value: string): string {
  return `${endpointKey}|${value.toLowerCase()}`.slice(0, NAME_CHARS_MAX);
}

function name(value: string): string {
  return value.length > NAME_CHARS_MAX ? value.slice(0, NAME_CHARS_MAX) : value;
}

function optionalName(value: string | undefined): string | undefined {
  return value === undefined ? undefined : name(value);
}

function command(value: string | undefined): string | undefined {
  return value === undefined ? undefined : value.slice(0, COMMAND_CHARS_MAX);
}
