import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((v) => v === '1');

const schema = z.object({
  DATABASE_URL: z.string().startsWith('postgres', 'must be a postgresql:// URL'),
  YAGURA_URL: z.url().default('http://localhost:3000'),
  YAGURA_SECRET: z.string().min(32, 'must have at least 32 characters'),
  YAGURA_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Threads that decode and match; the web server itself never does. */
  YAGURA_INGEST_THREADS: z.coerce.number().int().min(1).max(64).default(2),
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
