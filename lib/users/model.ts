import { z } from 'zod';

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 128;
/** An account that fails this often within the window is closed for as long as the lock lasts. */
export const FAILED_SIGN_INS_MAX = 5;
export const FAILED_SIGN_IN_WINDOW_MS = 15 * 60_000;
export const LOCK_MS = 15 * 60_000;
/** A session ends this long after sign-in, used or not. */
export const SESSION_SECONDS = 12 * 60 * 60;

const label = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');
const email = z.string().trim().toLowerCase().max(254, 'must have at most 254 characters').pipe(z.email('must be an e-mail address'));
const password = z.string().min(PASSWORD_LENGTH_MIN, `must have at least ${PASSWORD_LENGTH_MIN} characters`).max(PASSWORD_LENGTH_MAX, `must have at most ${PASSWORD_LENGTH_MAX} characters`);

export const firstAdministratorInput = z.strictObject({ tenant: label, name: label, email, password });
export const createTenantInput = z.strictObject({ name: label });
export const switchTenantInput = z.strictObject({ tenantId: z.coerce.number().int().positive() });

export interface TenantView { id: number; name: string }
/** Who is signed in, as the console shows it. */
export interface SessionUser { id: number; name: string; email: string }
