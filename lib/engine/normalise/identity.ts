import type { Activity } from '../activity/activity';
import { shortIpv6 } from './ipv6';

/** Identity of an endpoint for joins: lower-case short host name; addresses stay whole. */
export function endpointKeyOf(name: string): string {
  const lower = name.toLowerCase();
  const own = address(lower);
  if (own !== undefined) return own;
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

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

export function isAddress(value: string): boolean {
  return address(value) !== undefined;
}

/**
 * An address in the one spelling that all sensors share: IPv4 plain, IPv6 in its short form, no brackets, no zone index, no IPv4-in-IPv6 prefix.
 * Undefined when it is none.
 */
export function address(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const first = value.charCodeAt(0);
  if (first >= 48 && first <= 57 && IPV4.test(value)) return value;
  if (!value.includes(':')) return undefined;
  return shortIpv6(value.replace(/^\[(.*)\]$/, '$1').replace(/%[\w.-]+$/, ''));
}

/** Addresses that name one endpoint of an office network. */
export function isPrivateAddress(value: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(value);
}

/** Loopback, link-local, unspecified, multicast and broadcast addresses belong to no one endpoint. */
export function isSharedAddress(value: string): boolean {
  return /^(?:127\.|0\.|169\.254\.|22[4-9]\.|23\d\.|255\.|::1?$|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/i.test(value) || /^\d+\.\d+\.\d+\.255$/.test(value);
}
