import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { CONFIGS, SECRETS, type Access, type Channel } from './model';

/** A target's way in from what a form sent, by its channel's own shape. Wrong keys are named, never repeated. */
export function readAccess(channel: Channel, config: unknown, secret: unknown): Access {
  const access = { channel, config: parseInput(CONFIGS[channel], config ?? {}), secret: parseInput(SECRETS[channel], secret ?? {}) } as Access;
  if (access.channel === 'email' && access.config.user !== undefined && access.secret.password === undefined) throw new AppError('bad_request', 'password: is needed to sign in', { fields: { password: 'is needed to sign in' } });
  return access;
}
