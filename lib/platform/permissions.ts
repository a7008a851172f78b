/** Roles of the field's API; each is a row of the table below. People have one per tenant, API keys have one each. */
export const ROLES = ['Master Administrator', 'Operator', 'Auditor', 'Senior Analyst', 'Analyst', 'SIEM', 'SOAR'] as const;
export type Role = (typeof ROLES)[number];

export const OBJECTS = ['alert', 'note', 'detection', 'activity', 'source', 'rule', 'api_key', 'user', 'audit', 'system'] as const;
export type ObjectKind = (typeof OBJECTS)[number];
export type Action = 'read' | 'write';

const RW: readonly Action[] = ['read', 'write'];
const R: readonly Action[] = ['read'];
const NONE: readonly Action[] = [];

/** Deny by default: what is not listed here is refused. */
const TABLE: Readonly<Record<Role, Readonly<Record<ObjectKind, readonly Action[]>>>> = {
  'Master Administrator': { alert: RW, note: RW, detection: R, activity: R, source: RW, rule: RW, api_key: RW, user: RW, audit: R, system: RW },
  Operator: { alert: RW, note: RW, detection: R, activity: R, source: RW, rule: RW, api_key: NONE, user: NONE, audit: NONE, system: R },
  Auditor: { alert: R, note: R, detection: R, activity: R, source: R, rule: R, api_key: R, user: R, audit: R, system: R },
  'Senior Analyst': { alert: RW, note: RW, detection: R, activity: R, source: R, rule: RW, api_key: NONE, user: NONE, audit: NONE, system: R },
  Analyst: { alert: RW, note: RW, detection: R, activity: R, source: R, rule: R, api_key: NONE, user: NONE, audit: NONE, system: R },
  SIEM: { alert: R, note: R, detection: R, activity: R, source: R, rule: NONE, api_key: NONE, user: NONE, audit: R, system: R },
  SOAR: { alert: RW, note: RW, detection: R, activity: R, source: R, rule: NONE, api_key: NONE, user: NONE, audit: NONE, system: R },
};

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

export function allows(role: Role, object: ObjectKind, action: Action): boolean {
  return TABLE[role][object].includes(action);
}
