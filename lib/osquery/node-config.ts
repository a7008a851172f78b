const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** One query of the schedule, in osquery's own words. Differential: each run reports what came and went since the last. */
interface ScheduledQuery { query: string; interval: number; platform?: string; description: string }

/**
 * What hosts are asked for when nothing else configures them: what starts, listens, talks and stays across restarts. Small on purpose: each query is
 * cheap, and a fleet's own schedule belongs into a flag file (`--config_plugin=filesystem`).
 */
const SCHEDULE: Readonly<Record<string, ScheduledQuery>> = {
  processes: { query: 'SELECT pid, parent, name, path, cmdline, cwd, start_time FROM processes;', interval: MINUTE, description: 'Programs that run' },
  process_events: { query: 'SELECT * FROM process_events;', interval: 30, platform: 'posix', description: 'Program starts, where the audit events are on' },
  process_open_sockets: {
    query: 'SELECT s.pid, p.path, s.protocol, s.local_address, s.local_port, s.remote_address, s.remote_port FROM process_open_sockets s JOIN processes p USING (pid) WHERE s.remote_port <> 0;',
    interval: MINUTE, description: 'Connections and who holds them',
  },
  listening_ports: { query: 'SELECT l.pid, p.path, l.protocol, l.address, l.port FROM listening_ports l JOIN processes p USING (pid);', interval: 5 * MINUTE, description: 'Open doors' },
  logged_in_users: { query: 'SELECT type, user AS username, tty, host, pid, time FROM logged_in_users;', interval: MINUTE, description: 'Who is logged on, from where' },
  users: { query: 'SELECT uid, gid, username, directory, shell FROM users;', interval: HOUR, description: 'Accounts' },
  startup_items: { query: 'SELECT name, path, args, type, source, status, username FROM startup_items;', interval: HOUR, description: 'What starts with the system' },
  crontab: { query: 'SELECT command, path, minute, hour FROM crontab;', interval: HOUR, platform: 'posix', description: 'Timed commands' },
  scheduled_tasks: { query: 'SELECT name, action, path, enabled FROM scheduled_tasks;', interval: HOUR, platform: 'windows', description: 'Timed commands' },
  services: { query: 'SELECT name, path, start_type, user_account, status FROM services;', interval: HOUR, platform: 'windows', description: 'Services' },
  kernel_modules: { query: 'SELECT name, size, status FROM kernel_modules;', interval: HOUR, platform: 'linux', description: 'Kernel modules' },
};

/** The configuration that osquery fetches. Decorators put the host's name and system on every record. */
export const NODE_CONFIG = {
  schedule: SCHEDULE,
  decorators: { load: ['SELECT hostname FROM system_info;', 'SELECT platform FROM os_version;'] },
} as const;
