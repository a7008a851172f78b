import type { Activity } from '../engine/activity/activity';
import type { ActivityModel } from '../platform/generated/prisma/models/Activity';
import { copyText } from './copy-text';
import { TEXT_LIMITS } from './limits';

const { columnCharsMax, commandLineCharsMax, keyCharsMax } = TEXT_LIMITS;

/** Columns that say where a record lies, not what it says. */
type AddressColumn = 'tenantId' | 'receivedDay' | 'chunkId' | 'ordinal' | 'sourceId' | 'observedAt';
/** What the model keeps of an activity: a property of one that is missing from the other is a type error here. */
type StoredProperty = Exclude<keyof ActivityModel, AddressColumn>;

type Column = { column: string; charsMax: number } | { column: string; integerMax: number };

const text = (column: string, charsMax: number = columnCharsMax): Column => ({ column, charsMax });
const PORT_MAX = 65_535;

const COLUMNS = {
  family: text('family'), kind: text('kind'), channel: text('channel'), eventCode: text('event_code'),
  endpointName: text('endpoint_name'), endpointKey: text('endpoint_key', keyCharsMax), endpointAddress: text('endpoint_address'),
  accountName: text('account_name'), accountKey: text('account_key', keyCharsMax), targetAccountName: text('target_account_name'),
  logonId: text('logon_id'), processGuid: text('process_guid'), processImage: text('process_image'),
  processCommandLine: text('process_command_line', commandLineCharsMax), processSha256: text('process_sha256'),
  parentProcessGuid: text('parent_process_guid'), parentProcessImage: text('parent_process_image'), targetProcessImage: text('target_process_image'),
  filePath: text('file_path'), fileSha256: text('file_sha256'), registryKey: text('registry_key'), registryData: text('registry_data'),
  serviceName: text('service_name'), taskName: text('task_name'), pipeName: text('pipe_name'), shareName: text('share_name'),
  sourceAddress: text('source_address'), sourcePort: { column: 'source_port', integerMax: PORT_MAX },
  destinationAddress: text('destination_address'), destinationPort: { column: 'destination_port', integerMax: PORT_MAX },
  destinationDomain: text('destination_domain'), url: text('url'), userAgent: text('user_agent'),
  bytesOut: { column: 'bytes_out', integerMax: Number.MAX_SAFE_INTEGER }, bytesIn: { column: 'bytes_in', integerMax: Number.MAX_SAFE_INTEGER },
  message: text('message'),
} as const satisfies Record<StoredProperty & keyof Activity, Column> & Record<StoredProperty, Column>;

const LIST = Object.entries(COLUMNS).map(([property, column]) => ({ property: property as keyof typeof COLUMNS, ...(column as Column) }));

/** In the order in which `activityFields` writes them. */
export const ACTIVITY_COLUMNS: readonly string[] = LIST.map(({ column }) => column);

/** The stored properties of one activity as COPY fields, each led by its tab. */
export function activityFields(activity: Activity): string {
  let row = '';
  for (const entry of LIST) {
    const value = activity[entry.property];
    if (value === undefined) row += '\t';
    else if ('charsMax' in entry) row += '\t' + copyText(String(value), entry.charsMax);
    else row += '\t' + integer(value, entry.integerMax);
  }
  return row;
}

/** A number that the column cannot hold is left out: it must not cost the batch. */
function integer(value: string | number, max: number): string {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? String(value) : '';
}
