import type { ActivityKind } from '../../activity/activity';

/** Kinds of audit records that say what happened by their type alone. */
export const AUDIT_TYPES: Readonly<Record<string, ActivityKind | undefined>> = {
  EXECVE: 'process_start', USER_LOGIN: 'logon', USER_START: 'logon', USER_END: 'logoff', USER_LOGOUT: 'logoff', USER_AUTH: 'other', USER_CMD: 'process_start', ADD_USER: 'account_change', DEL_USER: 'account_change',
  USER_CHAUTHTOK: 'account_change', USER_MGMT: 'account_change', ADD_GROUP: 'group_change', DEL_GROUP: 'group_change', GRP_MGMT: 'group_change', CONFIG_CHANGE: 'policy_change',
  SERVICE_START: 'service_change', SERVICE_STOP: 'service_change', SOCKADDR: 'network_connection', KERN_MODULE: 'driver_load', DAEMON_END: 'policy_change',
};

/** System calls of x86-64 and by name, as far as they say more than "something was called". */
const CALLS: Readonly<Record<string, ActivityKind | undefined>> = {
  '59': 'process_start', '322': 'process_start', execve: 'process_start', execveat: 'process_start', '42': 'network_connection', connect: 'network_connection', '87': 'file_delete', '263': 'file_delete',
  unlink: 'file_delete', unlinkat: 'file_delete', '82': 'file_rename', '264': 'file_rename', '316': 'file_rename', rename: 'file_rename', renameat: 'file_rename', renameat2: 'file_rename',
  '85': 'file_create', creat: 'file_create', '101': 'process_access', ptrace: 'process_access', '175': 'driver_load', '313': 'driver_load', init_module: 'driver_load', finit_module: 'driver_load',
};

export function auditCallKind(call: string | undefined): ActivityKind | undefined {
  return call === undefined ? undefined : CALLS[call.toLowerCase()];
}
