import { isoTime, sysmonTime } from '../calendar';
import { hexDigest } from '../random';
import type { Program } from '../office/programs';
import type { Host } from '../runtime/host';

export type Fields = Record<string, string | number>;

const FAILED_LOGON = 4625;

interface Channel { name: string; source: string; provider: string; thread: number }

const CHANNELS = {
  sysmon: { name: 'Microsoft-Windows-Sysmon/Operational', source: 'Microsoft-Windows-Sysmon', provider: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}', thread: 4312 },
  security: { name: 'Security', source: 'Microsoft-Windows-Security-Auditing', provider: '{54849625-5478-4994-A5BA-3E3B0328C30D}', thread: 712 },
  system: { name: 'System', source: 'Service Control Manager', provider: '{555908D1-A6D7-4695-8E1E-26931D2012F4}', thread: 700 },
  powershell: { name: 'Microsoft-Windows-PowerShell/Operational', source: 'Microsoft-Windows-PowerShell', provider: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}', thread: 5356 },
  eventlog: { name: 'Security', source: 'Microsoft-Windows-Eventlog', provider: '{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}', thread: 1268 },
} as const satisfies Record<string, Channel>;
export type ChannelKey = keyof typeof CHANNELS;

/**
 * One event as a collector agent writes it: flat JSON, header fields first. `title` is the first line of the rendered text. The header is put together
 * as text (its values need no escaping), because this is where a load generator spends its time.
 */
export function windowsRecord(host: Host, at: number, channel: ChannelKey, eventId: number, title: string, data: Fields, messages: boolean): string {
  const { name, source, provider, thread } = CHANNELS[channel];
  const time = isoTime(at);
  const type = channel === 'security' ? (eventId === FAILED_LOGON ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS') : 'INFO';
  // Sysmon names the kind of a registry or pipe event in EventType, where other channels have the audit result.
  const eventType = 'EventType' in data ? '' : `"EventType":"${type}",`;
  const own = channel === 'sysmon' ? `"RuleName":"-","UtcTime":"${sysmonTime(at)}",` : '';
  const message = messages ? `"Message":${JSON.stringify(renderedText(title, data))},` : '';
  // Joined at once: a template would leave a tree of pieces that lives until somebody reads the record.
  return [
    '{"EventTime":"', time, '","@timestamp":"', time, '","Hostname":"', host.machine.fqdn, '","Severity":"INFO","SeverityValue":2,', eventType, '"SourceName":"', source, '","ProviderGuid":"', provider, '","EventID":', eventId,
    ',"Channel":"', name, '","RecordNumber":', host.recordNumber(name), ',"ThreadID":', thread, ',"Opcode":"Info","Category":"', title, '","SourceModuleType":"im_msvistalog",', message, own, JSON.stringify(data).slice(1),
  ].join('');
}

function renderedText(title: string, data: Fields): string {
  let text = `${title}:`;
  for (const key of Object.keys(data)) text += `\r\n${key}: ${String(data[key])}`;
  return text;
}

const hashes = new Map<string, string>();
const HASHES_MAX = 5000;

/** `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`, the same for the same file name and version wherever it lies. */
export function hashesOf(program: Program): string {
  const name = `${program.image.slice(program.image.lastIndexOf('\\') + 1).toLowerCase()}|${program.version}`;
  return hashesOfText(name);
}

export function hashesOfText(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const upper = (part: string, length: number): string => hexDigest(`${part}|${text}`, length).toUpperCase();
  const made = `SHA1=${upper('sha1', 40)},MD5=${upper('md5', 32)},SHA256=${upper('sha256', 64)},IMPHASH=${upper('imphash', 32)}`;
  if (hashes.size >= HASHES_MAX) hashes.clear();
  hashes.set(text, made);
  return made;
}
