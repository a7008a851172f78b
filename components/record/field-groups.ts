import type { Activity } from '@/lib/engine/activity/activity';
import { FIELD_CATALOGUE } from '@/lib/engine/activity/catalogue';

export const FIELD_GROUPS = ['what', 'where', 'who', 'process', 'object', 'network'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/** The questions that a property answers: a property of the activity without a group here is a type error. */
const GROUP_OF: Readonly<Record<keyof Activity, FieldGroup>> = {
  observedAt: 'what', timeSource: 'what', family: 'what', kind: 'what', channel: 'what', eventCode: 'what', message: 'what',
  productRuleName: 'what', productSeverity: 'what', productAction: 'what', productAttackIds: 'what',
  endpointName: 'where', endpointKey: 'where', endpointAddress: 'where',
  accountName: 'who', accountKey: 'who', accountSid: 'who', targetAccountName: 'who', logonId: 'who', logonType: 'who',
  processGuid: 'process', processId: 'process', processImage: 'process', processCommandLine: 'process', processIntegrity: 'process', processSha256: 'process',
  parentProcessGuid: 'process', parentProcessId: 'process', parentProcessImage: 'process', parentProcessCommandLine: 'process',
  targetProcessGuid: 'process', targetProcessId: 'process', targetProcessImage: 'process', grantedAccess: 'process', scriptText: 'process',
  filePath: 'object', fileSha256: 'object', registryKey: 'object', registryData: 'object', serviceName: 'object', taskName: 'object', pipeName: 'object', shareName: 'object',
  sourceAddress: 'network', sourcePort: 'network', sourceHost: 'network', destinationAddress: 'network', destinationPort: 'network', destinationDomain: 'network', transport: 'network', direction: 'network',
  url: 'network', httpMethod: 'network', httpStatus: 'network', userAgent: 'network', bytesOut: 'network', bytesIn: 'network',
};

export interface FieldValue { property: keyof Activity; name: string; value: string | number }

/** What is known of an activity, by group, in the order of the catalogue; groups of which nothing is known are left out. */
export function groupFields(activity: Partial<Activity>): { group: FieldGroup; fields: FieldValue[] }[] {
  const known = FIELD_CATALOGUE.flatMap(({ property, name }): FieldValue[] => { const value = activity[property]; return value === undefined || value === '' ? [] : [{ property, name, value }]; });
  return FIELD_GROUPS.map((group) => ({ group, fields: known.filter((field) => GROUP_OF[field.property] === group) })).filter(({ fields }) => fields.length > 0);
}
