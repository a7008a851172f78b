import type { Activity } from '../activity/activity';

/** Identity of an endpoint for joins: lower-case short host name; addresses stay whole. */
export function endpointKeyOf(name: string): string {
  const lower = name.toLowerCase();
  if (isAddress(lower)) return lower;
  const dot = lower.indexOf('.');
  return dot > 0 ? lower.slice(0, dot) : lower;
}

/** Identity of an account for joins: lower-case name without its domain; the `$` of machine accounts stays. */
export function accountKeyOf(name: string): string {
  const lower = name.slice(name.lastIndexOf('\\') + 1).toLowerCase();
  const at = lower.indexOf('@');
  return at > 0 ? lower.slice(0, at) : lower;
}

/** `DOMAIN\name`, or what is known of it. */
export function qualifiedName(domain: string | undefined, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return domain === undefined || name.includes('\\') || name.includes('@') ? name : `${domain}\\${name}`;
}

export function setEndpoint(activity: Activity, name: string | undefined): void {
  if (name === undefined) return;
  activity.endpointName = name;
  activity.endpointKey = endpointKeyOf(name);
}

export function setAccount(activity: Activity, name: string | undefined): void {
  if (name === undefined) return;
  activity.accountName = name;
  activity.accountKey = accountKeyOf(name);
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

export function isAddress(value: string): boolean {
  const first = value.charCodeAt(0);
  return (first >= 48 && first <= 57 && IPV4.test(value)) || (value.includes(':') && /^[0-9a-f:.]+(?:%\w+)?$/i.test(value));
}

/** An address as other sensors write it: no IPv4-in-IPv6 prefix, no zone index. Undefined when it is none. */
export function address(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const plain = (value.startsWith('::ffff:') ? value.slice(7) : value).replace(/%\w+$/, '').toLowerCase();
  return isAddress(plain) ? plain : undefined;
}

/** Addresses that name one endpoint of an office network. */
export function isPrivateAddress(value: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(value);
}

/** Loopback, link-local, unspecified, multicast and broadcast addresses belong to no one endpoint. */
export function isSharedAddress(value: string): boolean {
  return /^(?:127\.|0\.|169\.254\.|22[4-9]\.|23\d\.|255\.|::1?$|fe80:|ff0)/i.test(value) || /^\d+\.\d+\.\d+\.255$/.test(value);
}
