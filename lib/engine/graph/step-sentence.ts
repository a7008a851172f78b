import type { Activity } from '../activity/activity';
import { levelRank } from '../correlate/phases';
import { baseName, clip, lowerBase } from '../correlate/text';
import type { Sentence } from '../correlate/types';
import type { Item, World } from '../correlate/world';
import { actorOf, commandOf, hostOf, imageOf, isDownload, isUpload, remoteToolOf, sentBytesOf, UNKNOWN } from './naming';
import { say } from './sentences';

/** Stands for a value other than a name that a record lacks. */
const MISSING = '?';

const TOOLS_NAMED_MAX = 5;

interface Telling { world: World; item: Item; a: Activity; account: string; host: string; image: string; more: number }
type Teller = (t: Telling) => Sentence;

const fileTeller = (key: 'step_wrote' | 'step_deleted' | 'step_loaded'): Teller => ({ a, account, host, image, more }) => say(key, { account, host, image, file: a.filePath ?? MISSING, more });
const wrote: Teller = (t) => (isDownload(t.item)
  ? say('step_downloaded', { account: t.account, host: t.host, image: t.image, file: (t.a.filePath ?? t.a.url ?? t.a.destinationAddress ?? MISSING).replace(/:zone\.identifier$/i, ''), more: t.more })
  : fileTeller('step_wrote')(t));
const opened = (key: 'step_opened_process' | 'step_injected'): Teller => ({ a, account, host, image, more }) =>
  say(key, { account, host, image, target: baseName(a.targetProcessImage ?? MISSING), more });
const registry: Teller = ({ a, account, host, image, more }) => say('step_registry', { account, host, image, registry: a.registryKey ?? MISSING, more });
const service: Teller = ({ a, account, host, more }) => say('step_service', { account, host, service: a.serviceName ?? MISSING, command: clip(a.filePath ?? a.processCommandLine ?? a.message ?? '', 240), more });
const task: Teller = ({ a, account, host, more }) => say('step_task', { account, host, task: a.taskName ?? MISSING, more });
const pipe: Teller = ({ a, account, host, image, more }) => say('step_pipe', { account, host, image, pipe: a.pipeName ?? MISSING, more });
const directory: Teller = ({ account, host, more }) => say('step_directory', { account, host, more });
const changed: Teller = ({ a, account, host, more }) => say('step_account_changed', { account, host, second: a.targetAccountName ?? MISSING, more });

const connected: Teller = ({ a, account, host, image, item, more }) => (image === UNKNOWN
  ? say('step_network', { source: host === UNKNOWN ? (a.sourceAddress ?? UNKNOWN) : host, address: a.destinationDomain ?? a.destinationAddress ?? MISSING, port: a.destinationPort ?? 0, rule: item.signal.ruleTitle, more })
  : say('step_connected', { account, host, image, address: a.destinationAddress ?? a.destinationDomain ?? MISSING, port: a.destinationPort ?? 0, more }));

const requested: Teller = (t) => {
  const { a, account, host, more } = t;
  const url = clip(a.url ?? a.destinationDomain ?? a.destinationAddress ?? MISSING, 200);
  if (isDownload(t.item)) return say('step_downloaded', { account, host, image: t.image, file: url, more });
  const megabytes = Math.round(sentBytesOf(a) / 100_000) / 10;
  return isUpload(a) ? say('step_uploaded', { account, host, url, megabytes, more }) : say('step_requested', { account, host, url, more });
};

const loggedOn: Teller = ({ a, account, host, more }) => {
  const second = a.targetAccountName;
  if (second !== undefined && second !== a.accountName && a.accountName !== undefined) return say('step_logon_as', { account, host, second, more });
  return say('step_logon', { account, host, source: a.sourceHost ?? a.sourceAddress ?? UNKNOWN, more });
};

const started: Teller = ({ a, account, host, image, item, more }) => {
  const parent = baseName(a.parentProcessImage ?? UNKNOWN);
  const command = commandOf(item);
  return parent === UNKNOWN || ['explorer.exe', 'cmd.exe', 'services.exe', 'svchost.exe'].includes(lowerBase(parent))
    ? say('step_ran', { account, host, image, command, more })
    : say('step_ran_from', { account, host, image, parent, command, more });
};

const TELLERS: Partial<Record<Activity['kind'], Teller>> = {
  process_start: started,
  process_access: opened('step_opened_process'), remote_thread: opened('step_injected'), process_tamper: opened('step_injected'),
  file_create: wrote, file_rename: wrote, file_transfer: wrote, file_delete: fileTeller('step_deleted'), image_load: fileTeller('step_loaded'), driver_load: fileTeller('step_loaded'),
  registry_create: registry, registry_set: registry, registry_delete: registry,
  service_install: service, service_change: service, task_create: task, task_change: task,
  network_connection: connected, tls_session: connected,
  dns_query: ({ a, account, host, image, more }) => say('step_looked_up', { account, host, image, domain: a.destinationDomain ?? MISSING, more }),
  http_request: requested,
  logon: loggedOn, privileged_logon: loggedOn, remote_session: loggedOn, kerberos_ticket: loggedOn,
  logon_failure: ({ a, account, host, item, more }) => say('step_logon_failed', { account, host, source: a.sourceHost ?? a.sourceAddress ?? UNKNOWN, count: item.signal.count, more }),
  share_access: ({ a, account, host, more }) => say('step_shared', { account, host, source: a.sourceHost ?? a.sourceAddress ?? UNKNOWN, share: a.shareName ?? MISSING, more }),
  pipe_create: pipe, pipe_connect: pipe,
  script: ({ a, account, host, image, more }) => say('step_script', { account, host, image, text: clip((a.scriptText ?? a.message ?? '').replace(/\s+/g, ' '), 200), more }),
  account_change: changed, group_change: changed, directory_access: directory, directory_change: directory,
  log_cleared: ({ account, host, more }) => say('step_log_cleared', { account, host, more }),
  security_alert: ({ a, host, item, more }) => say('step_product', { host, text: clip(a.message ?? item.signal.ruleTitle, 200), more }),
};

/** The strongest signal of a run tells it; the earliest of equals. */
export function leadOf(items: readonly Item[]): Item | undefined {
  return [...items].sort((a, b) => levelRank(b.signal.level) - levelRank(a.signal.level) || a.at - b.at)[0];
}

/** Some records, as of scripts, name nobody: then somebody named beside them in the same run speaks for them. */
function actorOfRun(items: readonly Item[], lead: Item): string {
  const own = actorOf(lead);
  return own === UNKNOWN ? (items.map(actorOf).find((name) => name !== UNKNOWN) ?? UNKNOWN) : own;
}

/** One sentence for a run of signals: who did what on which host with what. `movedFrom` is the endpoint from which the host was reached. */
export function sentenceOf(world: World, items: readonly Item[], lead: Item, movedFrom: string | undefined): Sentence {
  const a = lead.signal.activity;
  const activities = new Set(items.map((item) => item.signal.detectionUuids[0]));
  const telling: Telling = { world, item: lead, a, account: actorOfRun(items, lead), host: hostOf(world, lead), image: imageOf(lead), more: activities.size - 1 };
  const { account, host, image, more } = telling;
  if (movedFrom !== undefined) {
    const source = world.labelOf(movedFrom);
    const hosts = [...new Set(items.map((item) => item.endpointKey))].filter((key) => key !== undefined && key !== lead.endpointKey && source !== world.labelOf(key));
    if (hosts.length > 0) {
      const labels = [host, ...hosts.map((key) => world.labelOf(key ?? ''))];
      return say('step_reached_several', { account, source, tool: remoteToolOf(world, lead), count: labels.length, hosts: clip(labels.join(', '), 200), more });
    }
    return a.kind === 'process_start' ? say('step_moved', { account, host, source, image, more }) : say('step_reached', { account, host, source, tool: remoteToolOf(world, lead), more });
  }
  const tools = [...new Set(items.filter((item) => item.signal.activity.kind === 'process_start').map(imageOf))];
  if (tools.length >= 3) {
    const named = tools.slice(0, TOOLS_NAMED_MAX);
    return say('step_ran_several', { account, host, images: named.join(', '), more: tools.length - named.length });
  }
  return TELLERS[a.kind]?.(telling) ?? say('step_other', { account, host, rule: lead.signal.ruleTitle, more });
}
