import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../database/start-error';
import { dataFolder } from '../paths';

const LENGTH_MIN = 32;

/** The installation's secret (signs sessions): from YAGURA_SECRET, else made once and kept in the data folder. */
export function installationSecret(): string {
  const given = process.env['YAGURA_SECRET'];
  if (given && given.length < LENGTH_MIN) throw new StartError(`YAGURA_SECRET has ${given.length} characters; it needs at least ${LENGTH_MIN}.`);
  if (given) return given;
  const file = join(dataFolder(), 'secret');
  try {
    mkdirSync(dataFolder(), { recursive: true });
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new StartError(`The data folder ${dataFolder()} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
