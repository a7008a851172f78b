import { deliverDue } from '../../../lib/notifications/deliver-due';
import { systemClock } from '../../../lib/platform/clock';
import { closeDb } from '../../../lib/platform/db';
import { log } from '../../../lib/platform/log';

/** A worker's round in a process of its own, to be killed: `node deliver-process.mjs <tenant> <address of the services>`. */
const [tenantId = '', services = ''] = process.argv.slice(2);
await deliverDue(
  { tenantId: Number(tenantId), actor: { kind: 'job', name: 'notifications' }, clock: systemClock, log, requestId: 'process' },
  { random: () => 1, consoleUrl: 'https://console.example', services: { slack: services, lineWorksAuth: services, lineWorks: services } },
);
await closeDb();
