import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((v) => v === '1');

const schema = z.object({
  DATABASE_URL: z.string().startsWith('postgres', 'must be a postgresql:// URL'),
  YAGURA_URL: z.url().default('http://localhost:3000'),
  YAGURA_SECRET: z.string().min(32, 'must have at least 32 characters'),
  YAGURA_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Threads that decode and match; the web server itself never does. */
  YAGURA_INGEST_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  /** Folder of the embedded server; unset when PostgreSQL runs elsewhere, whose disk cannot be seen from here. */
  YAGURA_DATABASE_FOLDER: z.string().optional(),
  /** Ingest stops while the embedded server's disk has less than this free. */
  YAGURA_DISK_FREE_BYTES_MIN: z.coerce.number().int().min(0).default(2 * 1024 ** 3),
  /** Ingest stops while the database is larger than this; the guard for a server elsewhere. */
  YAGURA_DATABASE_BYTES_MAX: z.coerce.number().int().min(1).optional(),
  /** Set behind a TLS-terminating proxy that writes X-Forwarded-For. */
  YAGURA_TRUST_PROXY: flag.default(false),
});
export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The process environment, checked once. Throws an Error whose message names every variable that is wrong. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) throw new Error(`Environment: ${result.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`);
  return (parsed = result.data);
}
