import type { Activity, ActivityKind } from '../../activity/activity';
import type { JsonObject } from '../../decode/types';
import type { FieldMap } from '../values';

/** What an event id of a channel means: kind, Sigma categories, and which fields fill which columns. */
export interface EventMapping {
  kind: ActivityKind;
  categories?: readonly string[];
  map?: FieldMap;
}

/** A Windows event on its way to an activity. Readers fill the activity and return the Sigma categories. */
export interface ReadableEvent {
  fields: JsonObject;
  eventId: number;
  message: string | undefined;
  activity: Activity;
}


export const NO_CATEGORIES: readonly string[] = [];
