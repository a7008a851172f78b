import type { ImportChange } from '@/lib/rules/model';

/** What an import does to a rule, what needs a look first. */
export const IMPORT_CHANGES = ['conflict', 'added', 'updated', 'removed', 'unchanged'] as const satisfies readonly ImportChange[];
