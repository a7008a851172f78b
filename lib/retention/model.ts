export const RETENTION_DAYS_MAX = 3650;

/** How long what was received stays. Records: originals, activity, facts, rejects. Alerts stay always: each holds its own story. */
export interface Retention { recordDays: number; detectionDays: number }

/** What one run of the job did. `waiting`: partitions that somebody was reading; the next run tries again. */
export interface RetentionRun { dropped: number; deletedRows: number; waiting: number }
