import 'server-only';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { createFirstAdministrator } from './create-first-administrator';
import { userExists } from './store';

/** At start: the first administrator from the environment, when there is no user yet. Later the variables have no effect, so that they cannot reset a password. */
export async function ensureAdministrator({ email, password }: { email: string; password: string }): Promise<void> {
  const ctx: Context = { tenantId: 0, actor: { kind: 'job', name: 'start' }, clock: systemClock, log, requestId: requestId() };
  try {
    if (!(await userExists())) {
      await createFirstAdministrator(ctx, { tenant: 'Main', name: email.split('@')[0] || 'Administrator', email, password });
      return;
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code !== 'conflict') throw new AppError(thrown.code, `YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD: ${thrown.message}`, { cause: thrown });
  }
  log.info('users exist already: YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD have no effect');
}
