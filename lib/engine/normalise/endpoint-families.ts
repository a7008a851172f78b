import type { Family } from '../activity/activity';

/** Whose records come from the endpoint itself: the host that sent them is theirs. For sensors of the network the sender is the sensor. */
export const OF_ENDPOINTS: ReadonlySet<Family> = new Set<Family>(['windows', 'linux', 'osquery', 'syslog', 'ecs', 'unparsed']);
