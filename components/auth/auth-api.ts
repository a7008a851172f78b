import * as z from 'zod/mini';
import { ApiError, apiSend } from '../shell/api';

const Entered = z.object({ secondFactor: z.boolean() });
const Created = z.object({ userId: z.number() });

export type Refusal = 'wrong' | 'tooMany' | 'taken' | 'invalid' | 'unreachable' | 'other';

const REFUSALS: Readonly<Record<string, Refusal>> = { unauthenticated: 'wrong', rate_limited: 'tooMany', conflict: 'taken', bad_request: 'invalid', network: 'unreachable' };

/** Why the server did not let someone in, as far as the page has words for it. */
export function refusalOf(thrown: unknown): Refusal {
  return thrown instanceof ApiError ? (REFUSALS[thrown.code] ?? 'other') : 'other';
}

/** True when the password was right and a second factor is wanted before there is a session. */
export async function enterPassword(email: string, password: string): Promise<boolean> {
  return (await apiSend('POST', '/api/auth/sign-in/email', { email, password }, Entered)).secondFactor;
}

export async function enterCode(code: string): Promise<void> {
  await apiSend('POST', '/api/auth/two-factor/verify-totp', { code }, Entered);
}

export interface FirstAdministrator { tenant: string; name: string; email: string; password: string }

export async function createAdministrator(input: FirstAdministrator): Promise<void> {
  await apiSend('POST', '/api/console/users/first', input, Created);
}
