import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/organization/access';
import { allows, ROLES } from '../platform/permissions';

export const accessControl = createAccessControl(defaultStatements);

/** What the organisation plugin lets each of our roles do to a tenant's members: all of it or nothing, as the one permission table says. */
export const organizationRoles = Object.fromEntries(ROLES.map((role) => [role, accessControl.newRole(
  allows(role, 'user', 'write')
    ? { organization: ['update'], member: ['create', 'update', 'delete'], invitation: ['create', 'cancel'] }
    : { organization: [], member: [], invitation: [] },
)]));
