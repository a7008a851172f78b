import type { Activity } from '../activity/activity';
import { FIELD_CATALOGUE, fieldOf } from '../activity/catalogue';

export type ActivityProperty = keyof Activity;

/**
 * Names of the columns within stored segments. A number that was once given is never given to another property: segments outlive versions.
 * A property of the activity without a number is a type error.
 */
const COLUMN_IDS = {
  observedAt: 0, timeSource: 1, family: 2, kind: 3, channel: 4, eventCode: 5, endpointName: 6, endpointKey: 7, endpointAddress: 8, accountName: 9, accountKey: 10,
  accountSid: 11, targetAccountName: 12, logonId: 13, logonType: 14, processGuid: 15, processId: 16, processImage: 17, processCommandLine: 18, processIntegrity: 19,
  processSha256: 20, parentProcessGuid: 21, parentProcessId: 22, parentProcessImage: 23, parentProcessCommandLine: 24, targetProcessGuid: 25, targetProcessId: 26,
  targetProcessImage: 27, grantedAccess: 28, filePath: 29, fileSha256: 30, registryKey: 31, registryData: 32, serviceName: 33, taskName: 34, pipeName: 35, shareName: 36,
  sourceAddress: 37, sourcePort: 38, sourceHost: 39, destinationAddress: 40, destinationPort: 41, destinationDomain: 42, transport: 43, direction: 44, url: 45,
  httpMethod: 46, httpStatus: 47, userAgent: 48, bytesOut: 49, bytesIn: 50, scriptText: 51, productRuleName: 52, productSeverity: 53, productAction: 54,
  productAttackIds: 55, message: 56,
} as const satisfies Record<ActivityProperty, number>;

const PROPERTY_OF_ID: ReadonlyMap<number, ActivityProperty> = new Map(Object.entries(COLUMN_IDS).map(([property, id]) => [id, property as ActivityProperty]));

export const columnId = (property: ActivityProperty): number => COLUMN_IDS[property];

/** Undefined for a column of another version, which this one cannot read. */
export const propertyOfColumn = (id: number): ActivityProperty | undefined => PROPERTY_OF_ID.get(id);

/** Whether the property holds numbers; all others hold text. */
export function isNumeric(property: ActivityProperty): boolean {
  const { type } = fieldOf(property);
  return type === 'number' || type === 'time';
}

export const TEXT_PROPERTIES: readonly ActivityProperty[] = FIELD_CATALOGUE.filter(({ property }) => !isNumeric(property)).map(({ property }) => property);

/** Longer values are cut in their column; the whole value is in the original record. */
export const VALUE_CHARS_MAX = 2_000;
const LONG_VALUE_CHARS_MAX = 8_000;
const LONG_VALUES: ReadonlySet<ActivityProperty> = new Set(['processCommandLine', 'parentProcessCommandLine', 'scriptText']);

export const charsMaxOf = (property: ActivityProperty): number => (LONG_VALUES.has(property) ? LONG_VALUE_CHARS_MAX : VALUE_CHARS_MAX);

/** Of a path the filter of a segment knows the last part too, since one asks for `*\name.exe`. */
const PATHS: ReadonlySet<ActivityProperty> = new Set(['processImage', 'parentProcessImage', 'targetProcessImage', 'filePath']);

export const isPath = (property: ActivityProperty): boolean => PATHS.has(property);

/** What follows the last separator; undefined when there is none, or nothing after it. */
export function baseNameOf(path: string): string | undefined {
  const at = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return at < 0 || at === path.length - 1 ? undefined : path.slice(at + 1);
}
