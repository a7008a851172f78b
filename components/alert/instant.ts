import * as z from 'zod/mini';

/** A point in time as a verb gives it (Date) or as JSON carries it (ISO text), in ms. */
export const Instant = z.pipe(z.union([z.date(), z.string()]), z.transform((at) => new Date(at).getTime()));
