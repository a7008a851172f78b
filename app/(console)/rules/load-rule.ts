import 'server-only';
import { cache } from 'react';
import { AppError } from '@/lib/platform/errors';
import { getRule } from '@/lib/rules/get-rule';
import type { RuleDetail } from '@/lib/rules/model';
import { currentContext } from '@/lib/users/current-context';

/** The rule that a page's address names, once per request; undefined when there is none for this tenant. */
export const loadRule = cache(async (segment: string): Promise<RuleDetail | undefined> => {
  try {
    return await getRule(await currentContext(), ruleIdOf(segment));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
});

/** The id in a segment of the path, which may still be escaped. */
export function ruleIdOf(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (thrown) {
    if (thrown instanceof URIError) return segment;
    throw thrown;
  }
}
