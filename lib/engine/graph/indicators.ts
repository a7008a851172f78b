import { isSystemAccount } from '../correlate/principals';
import { baseName, clip, compareText } from '../correlate/text';
import type { AlertContent } from '../correlate/types';
import type { Activity } from '../activity/activity';
import type { Item } from '../correlate/world';
import { accountKeyOf } from '../normalise/identity';

const INDICATORS_MAX = 200;
type Reader = (activity: Activity) => string | number | undefined;

/** Indicator type of the public API, the activity's field that it comes from, and how to read it. */
const READERS: readonly (readonly [string, keyof Activity, Reader])[] = [
  ['command_line', 'processCommandLine', (a) => (a.processCommandLine === undefined ? undefined : clip(a.processCommandLine, 2_000))],
  ['fullpath', 'processImage', (a) => a.processImage],
  ['filename', 'processImage', (a) => (a.processImage === undefined ? undefined : baseName(a.processImage))],
  ['fullpath', 'filePath', (a) => a.filePath],
  ['filename', 'filePath', (a) => (a.filePath === undefined ? undefined : baseName(a.filePath))],
  ['fullpath', 'targetProcessImage', (a) => a.targetProcessImage],
  ['file_sha256', 'processSha256', (a) => a.processSha256],
  ['file_sha256', 'fileSha256', (a) => a.fileSha256],
  ['user_account', 'accountName', (a) => (a.accountName === undefined || isSystemAccount(accountKeyOf(a.accountName)) ? undefined : a.accountName)],
  ['user_account', 'targetAccountName', (a) => (a.targetAccountName === undefined || isSystemAccount(accountKeyOf(a.targetAccountName)) ? undefined : a.targetAccountName)],
  ['host', 'endpointName', (a) => a.endpointName],
  ['ip', 'sourceAddress', (a) => a.sourceAddress],
  ['ip', 'destinationAddress', (a) => a.destinationAddress],
  ['port', 'destinationPort', (a) => a.destinationPort],
  ['domain', 'destinationDomain', (a) => a.destinationDomain],
  ['url', 'url', (a) => a.url],
  ['process_id', 'processId', (a) => a.processId],
  ['registry_key', 'registryKey', (a) => a.registryKey],
  ['text', 'serviceName', (a) => a.serviceName],
  ['text', 'taskName', (a) => a.taskName],
  ['text', 'pipeName', (a) => a.pipeName],
  ['detection_name', 'message', (a) => (a.kind === 'security_alert' && a.message !== undefined ? clip(a.message, 300) : undefined)],
];

/** Values worth searching for elsewhere, each with the signals that carry it; the most shared first, at most 200. */
export function indicatorsOf(items: readonly Item[]): AlertContent['indicators'] {
  const found = new Map<string, { type: string; field: string; value: string; signalKeys: string[] }>();
  for (const { signal } of items) {
    for (const [type, field, read] of READERS) {
      const value = read(signal.activity);
      if (value === undefined || value === '') continue;
      const id = `${type}|${String(value).toLowerCase()}`;
      const known = found.get(id) ?? { type, field, value: String(value), signalKeys: [] };
      if (known.signalKeys.at(-1) !== signal.key) known.signalKeys.push(signal.key);
      found.set(id, known);
    }
  }
  return [...found.values()].sort((a, b) => b.signalKeys.length - a.signalKeys.length || compareText(a.type, b.type) || compareText(a.value, b.value)).slice(0, INDICATORS_MAX);
}
