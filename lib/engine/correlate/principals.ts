/** Logon sessions that belong to Windows itself: everything runs in them, so they join nothing. */
const SYSTEM_LOGONS = new Set(['0x3e7', '0x3e4', '0x3e5', '999', '996', '997', '0x0', '0']);

const SYSTEM_ACCOUNTS = new Set([
  'system', 'local service', 'network service', 'localsystem', 'localservice', 'networkservice', 'anonymous logon', 'root', 'local system',
]);
/** Gateways write the address where they know no user. */
const ADDRESS = /^[\d.]+$|^[0-9a-f]*:[0-9a-f:.]+$/;
const WINDOW_ACCOUNT = /^(dwm|umfd)-\d+$/;
const ADMIN_NAME = /(^|[^a-z])(adm|admin|administrator|da|root|svc|sa|priv|tier0|t0)([^a-z]|$)|^administrator$|^adm|admin$/;

export function isSystemLogon(logonId: string): boolean {
  return SYSTEM_LOGONS.has(logonId.toLowerCase());
}

/** SYSTEM and its like, desktop manager accounts, machine accounts, addresses in place of names: they say nothing about who did it. */
export function isSystemAccount(accountKey: string): boolean {
  const key = accountKey.toLowerCase();
  return SYSTEM_ACCOUNTS.has(key) || key.endsWith('$') || WINDOW_ACCOUNT.test(key) || ADDRESS.test(key);
}

export function isAddressName(accountName: string): boolean {
  return ADDRESS.test(accountName);
}

/** A guess by name; group membership is not in the records. */
export function looksPrivileged(accountKey: string): boolean {
  return ADMIN_NAME.test(accountKey.toLowerCase());
}

/** Of two spellings of one account the better: `DOMAIN\\name` before `domain.example\\name` before a bare name. */
export function betterName(a: string, b: string): string {
  const rankA = spellingRank(a), rankB = spellingRank(b);
  return rankA !== rankB ? (rankA > rankB ? a : b) : a < b ? a : b;
}

export function spellingRank(name: string): number {
  if (!name.includes('\\')) return 0;
  return name.slice(0, name.indexOf('\\')).includes('.') ? 1 : 2;
}

/** `EP|0xABC` in one spelling. */
export function logonKeyOf(endpointKey: string, logonId: string): string {
  return `${endpointKey}|${logonId.toLowerCase()}`;
}
