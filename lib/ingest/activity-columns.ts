import type { Activity } from '../engine/activity/activity';
import { fieldOf } from '../engine/activity/catalogue';
import type { ActivityModel } from '../platform/generated/prisma/models/Activity';
import { copyText } from './copy-text';
import { TEXT_LIMITS } from './limits';

const { columnCharsMax: text, commandLineCharsMax, keyCharsMax } = TEXT_LIMITS;

/** Columns that say where and when a record lies; the row's writer puts them first. */
type AddressColumn = 'tenantId' | 'receivedDay' | 'chunkId' | 'ordinal' | 'sourceId' | 'observedAt';
/** What the database keeps of an activity; all else is in its original record. */
type StoredProperty = Exclude<keyof ActivityModel, AddressColumn>;

interface TextLimit { charsMax: number }
interface IntegerLimit { integerMax: number }

const PORT: IntegerLimit = { integerMax: 65_535 };
const COUNT: IntegerLimit = { integerMax: Number.MAX_SAFE_INTEGER };
const TEXT: TextLimit = { charsMax: text };
const KEY: TextLimit = { charsMax: keyCharsMax };

/** The one list of stored properties: one that the database lacks, or has beyond these, is a type error. */
const LIMITS = {
  family: TEXT, kind: TEXT, channel: TEXT, eventCode: TEXT, endpointName: TEXT, endpointKey: KEY, endpointAddress: TEXT, accountName: TEXT, accountKey: KEY,
  targetAccountName: TEXT, logonId: TEXT, processGuid: TEXT, processImage: TEXT, processCommandLine: { charsMax: commandLineCharsMax }, processSha256: TEXT,
  parentProcessGuid: TEXT, parentProcessImage: TEXT, targetProcessImage: TEXT, filePath: TEXT, fileSha256: TEXT, registryKey: TEXT, registryData: TEXT,
  serviceName: TEXT, taskName: TEXT, pipeName: TEXT, shareName: TEXT, sourceAddress: TEXT, sourcePort: PORT, destinationAddress: TEXT, destinationPort: PORT,
  destinationDomain: TEXT, url: TEXT, userAgent: TEXT, bytesOut: COUNT, bytesIn: COUNT, message: TEXT,
} as const satisfies Record<StoredProperty & keyof Activity, TextLimit | IntegerLimit> & Record<StoredProperty, unknown>;

const STORED: readonly { property: keyof typeof LIMITS; limit: TextLimit | IntegerLimit }[] =
  (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((property) => ({ property, limit: LIMITS[property] }));

/** In the order in which `activityFields` writes them. */
export const ACTIVITY_COLUMNS: readonly string[] = STORED.map(({ property }) => fieldOf(property).column);

/** The stored properties of one activity as COPY fields, each led by its tab. */
export function activityFields(activity: Activity): string {
  let row = '';
  for (const { property, limit } of STORED) {
    const value = activity[property];
    if (value === undefined) row += '\t';
    else if ('charsMax' in limit) row += '\t' + copyText(String(value), limit.charsMax);
    else row += '\t' + integer(value, limit.integerMax);
  }
  return row;
}

/** A number that the column cannot hold is left out: it must not cost the batch. */
function integer(value: string | number, max: number): string {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? String(value) : '';
}
