import type { Activity } from '../activity/activity';
import type { JsonObject } from '../decode/types';

/** Adds the names by which rules of the category `antivirus` ask. */
export function addAntivirusFields(fields: JsonObject, activity: Activity, signature: string | undefined): void {
  fields.Signature ??= signature;
  fields.Filename ??= activity.filePath;
  fields.Action ??= activity.productAction;
}
