import type { StoredDetection } from '../detections/model';
import type { Activity } from '../engine/activity/activity';
import { ruleBehind } from '../engine/product-rule';
import type { Level, RuleInfo } from '../engine/sigma/types';
import { v3Time } from './v3-time';

const RISK: Readonly<Record<Level, string>> = { informational: 'info', low: 'low', medium: 'medium', high: 'high', critical: 'critical' };

/** Families of network sensors and gateways; everything else is endpoint activity. */
const NETWORK_FAMILIES: readonly Activity['family'][] = ['zeek', 'suricata', 'deep-discovery', 'web-gateway', 'proxy'];

function source(activity: Activity): string {
  if (activity.kind === 'security_alert') return 'detections';
  return NETWORK_FAMILIES.includes(activity.family) ? 'networkActivityData' : 'endpointActivityData';
}

/** Absent members stay absent: clients refuse "" where they expect a number, and null where they expect text. */
function detail(activity: Activity, network: boolean) {
  const ips = [activity.endpointAddress ?? activity.sourceAddress].filter((ip) => ip !== undefined);
  const optional = {
    processFilePath: activity.processImage, processCmd: activity.processCommandLine, processPid: activity.processId, parentFilePath: activity.parentProcessImage,
    parentCmd: activity.parentProcessCommandLine, objectFilePath: activity.filePath ?? activity.targetProcessImage, objectRegistryKeyHandle: activity.registryKey, src: activity.sourceAddress,
    spt: activity.sourcePort, dst: activity.destinationAddress, dpt: activity.destinationPort, hostName: activity.destinationDomain, request: activity.url,
  };
  return {
    eventTime: activity.observedAt, eventId: activity.eventCode ?? activity.kind, endpointGuid: network ? '' : activity.endpointKey ?? '', endpointHostName: activity.endpointName ?? '',
    endpointIp: ips, logonUser: activity.accountName === undefined ? [] : [activity.accountName], objectIps: [] as string[], tags: [] as string[],
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** A detection in the shape of an OAT item of the field's API. Rules that are no longer here keep their id as name. */
export function oatItem(d: StoredDetection, rules: ReadonlyMap<string, RuleInfo>) {
  const { activity } = d, from = source(activity), network = from === 'networkActivityData';
  const entityName = d.endpointName ?? activity.sourceAddress ?? '';
  return {
    source: from, uuid: d.uuid, entityType: network ? 'network' : 'endpoint', entityName,
    endpoint: { endpointName: entityName, agentGuid: d.endpointKey ?? '', ips: [activity.endpointAddress ?? activity.sourceAddress].filter((ip) => ip !== undefined) },
    filters: d.matches.map(({ ruleId, matched }) => {
      const rule = ruleBehind(ruleId, activity, rules);
      return {
        id: ruleId, uniqueId: ruleId, name: rule?.title ?? ruleId, author: rule?.author ?? '', description: rule?.description ?? '', mitreTacticIds: [...(rule?.tactics ?? d.tactics)],
        mitreTechniqueIds: [...(rule?.techniques ?? d.techniques)], riskLevel: RISK[rule?.level ?? d.level], type: 'custom',
        highlightedObjects: matched.map((m) => ({ field: m.field, type: 'text', value: m.value, master: false, riskLevel: RISK[rule?.level ?? d.level] })),
      };
    }),
    detectedDateTime: v3Time(d.observedAt), ingestedDateTime: v3Time(d.receivedAt), detail: detail(activity, network),
  };
}
