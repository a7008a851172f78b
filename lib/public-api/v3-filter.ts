import { FilterError, parseFilter, type FilterNode } from '../engine/query/filter';
import { AppError } from '../platform/errors';

/** The TMV1-Filter header as a tree; undefined when there is none. */
export function readV3Filter(text: string): FilterNode | undefined {
  if (text.trim() === '') return undefined;
  try { return parseFilter(text); } catch (thrown) {
    if (thrown instanceof FilterError) throw new AppError('bad_request', `TMV1-Filter: ${thrown.message}`);
    throw thrown;
  }
}
