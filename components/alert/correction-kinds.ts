import type { CorrectionKind } from '@/lib/alerts/model';

export const CORRECTION_KINDS = ['merged', 'split', 'moved', 'never_join'] as const satisfies readonly CorrectionKind[];
