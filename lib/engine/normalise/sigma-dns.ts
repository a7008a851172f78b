import type { Activity } from '../activity/activity';
import type { JsonObject } from '../decode/types';

/** Adds the names by which rules of the category `dns` ask. */
export function addDnsFields(fields: JsonObject, activity: Activity, recordType: unknown, answers?: unknown): void {
  fields.query ??= activity.destinationDomain;
  fields.QueryName ??= activity.destinationDomain;
  fields.record_type ??= recordType;
  if (answers !== undefined) fields.answer ??= answers;
  fields.src_ip ??= activity.sourceAddress;
  fields.dst_ip ??= activity.destinationAddress;
}
