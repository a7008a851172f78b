import type { Level } from '../ui/severity';

type Counts = Partial<Record<Level, number>>;
export interface Bucket { at: number; counts: Counts }
export type LevelLabels = Readonly<Record<Level, string>>;
