import type { ActivityProperty } from './columns';
import type { NumberColumn } from './number-column';
import type { TextColumn } from './text-column';

/** Columns of one segment, each inflated when it is first asked for. Undefined: absent in every row. */
export interface SegmentColumns {
  readonly rows: number;
  text(property: ActivityProperty): TextColumn | undefined;
  number(property: ActivityProperty): NumberColumn | undefined;
}
