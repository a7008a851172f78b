import type { Activity } from '../activity/activity';
import { isAddressName } from '../correlate/principals';
import { baseName, clip, lowerBase } from '../correlate/text';
import type { Edge } from '../correlate/types';
import type { Item, World } from '../correlate/world';

/** Stands for a name that no record gives; the catalogues say it in words. */
export const UNKNOWN = 'none';

const BROWSERS = new Set(['msedge.exe', 'chrome.exe', 'firefox.exe', 'iexplore.exe', 'brave.exe', 'opera.exe', 'outlook.exe', 'thunderbird.exe']);
const REMOTE_TOOLS: readonly (readonly [string, string])[] = [
  ['psexesvc', 'PsExec'], ['paexec', 'PAExec'], ['remcomsvc', 'RemCom'], ['winexesvc', 'winexe'], ['wsmprovhost', 'PowerShell remoting'], ['winrshost', 'WinRM'],
  ['wmiprvse', 'WMI'], ['mmc.exe', 'DCOM'],
];

/** Who did it, as the records write the name: the person, else the system account, else unknown. */
export function actorOf(item: Item): string {
  const names = [item.accountName, item.signal.activity.accountName, item.process?.accountName].filter((name) => name !== undefined && !isAddressName(name));
  // A machine account only says "the system"; the other name says it better.
  return names.find((name) => name?.endsWith('$') === false) ?? names[0] ?? UNKNOWN;
}

export function hostOf(world: World, item: Item): string {
  return item.endpointKey === undefined ? UNKNOWN : world.labelOf(item.endpointKey);
}

export function imageOf(item: Item): string {
  const image = item.signal.activity.processImage ?? item.process?.image;
  return image === undefined ? UNKNOWN : baseName(image);
}

export function commandOf(item: Item): string {
  const { activity } = item.signal;
  return clip(activity.processCommandLine ?? item.process?.commandLine ?? activity.processImage ?? '', 240);
}

export function isBrowser(image: string | undefined): boolean {
  return BROWSERS.has(lowerBase(image));
}

const UPLOAD_BYTES_MIN = 100_000;

/** What left the endpoint. Gateways that count one direction only count the body of a request that has one. */
export function sentBytesOf({ httpMethod, bytesOut, bytesIn }: Activity): number {
  return bytesOut ?? (httpMethod === 'PUT' || httpMethod === 'POST' ? (bytesIn ?? 0) : 0);
}

/** A large body went out, larger than what came back. */
export function isUpload(activity: Activity): boolean {
  const sent = sentBytesOf(activity);
  return sent >= UPLOAD_BYTES_MIN && (activity.bytesOut === undefined || sent > (activity.bytesIn ?? 0));
}

/** A program or archive that came from outside: written by a browser or mail program, or fetched over HTTP. */
export function isDownload(item: Item): boolean {
  const { activity } = item.signal;
  if (activity.kind === 'file_create' || activity.kind === 'file_rename') {
    return isBrowser(activity.processImage) || /:zone\.identifier$/i.test(activity.filePath ?? '');
  }
  return (activity.kind === 'http_request' && !isUpload(activity) && /\.(exe|dll|zip|rar|7z|iso|img|msi|vbs|hta|ps1|lnk|scr|docm|xlsm)(\?|$)/i.test(activity.url ?? ''))
    || (activity.kind === 'file_transfer' && (activity.filePath !== undefined || /dosexec|executable|msdownload|zip|rar|7z/i.test(activity.message ?? '')));
}

/** For each signal that was reached from another endpoint: which one. */
export function movementsOf(world: World, edges: readonly Edge[]): Map<string, string> {
  const from = new Map<string, string>();
  for (const edge of edges) {
    // One account on two endpoints does not say which came first.
    if (edge.kind !== 'lateral_movement' || !edge.entity.includes('>')) continue;
    const [source, target] = [world.itemOf.get(edge.from), world.itemOf.get(edge.to)];
    // `A>B` names the direction; what was seen first may be the effect when clocks differ.
    const [a] = edge.entity.split('>');
    if (source?.endpointKey === undefined || target?.endpointKey === undefined) continue;
    if (target.endpointKey === a) from.set(edge.from, target.endpointKey);
    else from.set(edge.to, source.endpointKey);
  }
  return from;
}

/** The means by which somebody acted on another machine, in the words of administrators. */
export function remoteToolOf(world: World, item: Item): string {
  const { activity } = item.signal;
  const lineage = item.process === undefined ? [] : [item.process, ...world.processes.ancestorsOf(item.process)].flatMap((n) => [n.image, n.parentImage]);
  const lines = [activity.processCommandLine, ...(item.process === undefined ? [] : [item.process, ...world.processes.ancestorsOf(item.process)].map((n) => n.commandLine))];
  const evidence = [activity.serviceName, activity.pipeName, activity.filePath, activity.processImage, activity.parentProcessImage, ...lineage].map((x) => (x ?? '').toLowerCase()).join(' ');
  const found = REMOTE_TOOLS.find(([mark]) => evidence.includes(mark));
  if (found !== undefined) return found[1];
  if (activity.logonType === 10) return 'RDP';
  if (lines.some((line) => /\s[-/]embedding\b/i.test(line ?? ''))) return 'DCOM';
  if (activity.kind === 'service_install') return 'sc.exe';
  if (activity.kind === 'task_create' || activity.kind === 'task_change') return 'schtasks.exe';
  return activity.kind === 'share_access' || activity.kind === 'file_create' ? 'SMB' : REMOTE_LOGON;
}

/** Said of an arrival whose means no record names. */
const REMOTE_LOGON = UNKNOWN;
/** Ways in that every other tool uses too: named only when nothing better is known. */
const UNSPECIFIC: readonly string[] = ['SMB', REMOTE_LOGON];

/** The means that tells most among several arrivals of one movement. */
export function tellingToolOf(world: World, items: readonly Item[]): string {
  const tools = items.map((item) => remoteToolOf(world, item));
  return tools.find((tool) => !UNSPECIFIC.includes(tool)) ?? tools[0] ?? REMOTE_LOGON;
}
