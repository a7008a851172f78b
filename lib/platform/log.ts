import pino, { type Logger } from 'pino';

export type Log = Logger;

/** A level that does not exist is reported by `env()`; the log itself must not fail. */
const wanted = process.env['YAGURA_LOG_LEVEL'] ?? 'info';
const level = wanted === 'silent' || wanted in pino.levels.values ? wanted : 'info';

/** JSON lines on standard error, so that commands keep standard output for their results. Secrets are cut by path, whatever logs them. */
export const log: Log = pino(
  {
    level,
    base: { process: process.env['YAGURA_PROCESS'] ?? 'web' },
    redact: { paths: ['*.password', '*.token', '*.secret', '*.authorization', '*.cookie', 'headers.authorization', 'headers.cookie'], censor: '[cut]' },
  },
  pino.destination(2),
);
