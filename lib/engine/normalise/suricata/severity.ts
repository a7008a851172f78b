import type { ProductSeverity } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { firstText, integer } from '../values';

/** A signature's own `signature_severity`. */
const BY_METADATA: Readonly<Record<string, ProductSeverity | undefined>> = { critical: 'critical', major: 'high', minor: 'low', informational: 'informational' };
/** The priority of the signature's class: 1 is gravest. */
const BY_PRIORITY: Readonly<Record<number, ProductSeverity | undefined>> = { 1: 'high', 2: 'medium', 3: 'low', 4: 'informational' };

/** Groups of the common rule sets, as their signatures begin. They say more than the class, which calls scans and adverts alike grave. */
const BY_GROUP: readonly (readonly [RegExp, ProductSeverity])[] = [
  [/^(?:ET|ETPRO) (?:MALWARE|TROJAN|CNC|COINMINER|PHISHING|CURRENT_EVENTS|WORM|SHELLCODE|ATTACK_RESPONSE)\b/, 'high'],
  [/^(?:ET|ETPRO|GPL) (?:EXPLOIT|EXPLOIT_KIT|WEB_SERVER|WEB_SPECIFIC_APPS|SQL|NETBIOS|MOBILE_MALWARE|ADWARE_PUP|WEB_CLIENT)\b/, 'medium'],
  [/^(?:ET|ETPRO|GPL) (?:SCAN|CINS|DROP|COMPROMISED|TOR|DNS|USER_AGENTS|HUNTING|ICMP|ICMP_INFO|SNMP|FTP|TELNET|VOIP|RPC)\b|^ET (?:CINS|DROP|3CORESec)/, 'low'],
  [/^(?:ET|ETPRO|GPL) (?:INFO|POLICY|CHAT|GAMES|P2P|JA3|INAPPROPRIATE|MISC)\b|^SURICATA /, 'informational'],
];
const ORDER: readonly ProductSeverity[] = ['informational', 'low', 'medium', 'high', 'critical'];

/** Severity of an alert: the signature's own word, else its group, else the priority of its class; a group of mere information is never more than that. */
export function suricataSeverity(alert: JsonObject): ProductSeverity {
  const metadata = isJsonObject(alert.metadata) ? BY_METADATA[(firstText(alert.metadata.signature_severity) ?? '').toLowerCase()] : undefined;
  const group = suricataGroupSeverity(firstText(alert.signature) ?? '');
  if (metadata !== undefined && group !== undefined) return ORDER.indexOf(metadata) < ORDER.indexOf(group) ? metadata : group;
  return metadata ?? group ?? BY_PRIORITY[integer(alert.severity) ?? 3] ?? 'low';
}

/** Severity by the group in a signature's name, for shippers that pass on nothing else. */
export function suricataGroupSeverity(signature: string): ProductSeverity | undefined {
  return BY_GROUP.find(([pattern]) => pattern.test(signature))?.[1];
}
