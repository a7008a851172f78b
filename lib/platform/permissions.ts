/** Roles of the field's API; each is a row of the table below. People have one per tenant, API keys have one each. */
export const ROLES = ['Master Administrator', 'Operator', 'Auditor', 'Senior Analyst', 'Analyst', 'SIEM', 'SOAR'] as const;
export type Role = (typeof ROLES)[number];

export const OBJECTS = ['alert', 'note', 'detection', 'activity', 'source', 'rule', 'exception', 'api_key', 'user', 'audit', 'system', 'notification', 'asset'] as const;
export type ObjectKind = (typeof OBJECTS)[number];
export type Action = 'read' | 'write';

const RW: readonly Action[] = ['read', 'write'];
const R: readonly Action[] = ['read'];
const NONE: readonly Action[] = [];

/** Deny by default: what is not listed here is refused. */
const TABLE: Readonly<Record<Role, Readonly<Record<ObjectKind, readonly Action[]>>>> = {
  'Master Administrator': { alert: RW, note: RW, detection: R, activity: R, source: RW, rule: RW, exception: RW, api_key: RW, user: RW, audit: R, system: RW, notification: RW, asset: RW },
  Operator: { alert: RW, note: RW, detection: R, activity: R, source: RW, rule: RW, exception: RW, api_key: NONE, user: NONE, audit: NONE, system: R, notification: RW, asset: RW },
  Auditor: { alert: R, note: R, detection: R, activity: R, source: R, rule: R, exception: R, api_key: R, user: R, audit: R, system: R, notification: R, asset: R },
  'Senior Analyst': { alert: RW, note: RW, detection: R, activity: R, source: R, rule: RW, exception: RW, api_key: NONE, user: NONE, audit: NONE, system: R, notification: R, asset: RW },
  Analyst: { alert: RW, note: RW, detection: R, activity: R, source: R, rule: R, exception: R, api_key: NONE, user: NONE, audit: NONE, system: R, notification: R, asset: R },
  SIEM: { alert: R, note: R, detection: R, activity: R, source: R, rule: NONE, exception: R, api_key: NONE, user: NONE, audit: R, system: R, notification: NONE, asset: R },
  SOAR: { alert: RW, note: RW, detection: R, activity: R, source: R, rule: NONE, exception: R, api_key: NONE, user: NONE, audit: NONE, system: R, notification: NONE, asset: R },
};

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/** Everything that a role may, as `object:action`. */
export function rightsOf(role: Role): string[] {
  return OBJECTS.flatMap((object) => TABLE[role][object].map((action) => `${object}:${action}`));
}

export function allows(role: Role, object: ObjectKind, action: Action): boolean {
  return TABLE[role][object].includes(action);
}
