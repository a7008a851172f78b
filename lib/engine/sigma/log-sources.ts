import type { SigmaEvent } from '../activity/activity';
import type { LogSource } from './types';

/** Categories that an event of a narrower category also belongs to. */
const WIDER_CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  registry_add: ['registry_event'],
  registry_set: ['registry_event'],
  registry_delete: ['registry_event'],
  registry_rename: ['registry_event'],
};

/** Services that rules write in more than one way: written → as the normaliser names it. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  'microsoft-servicebus-client': 'servicebus-client',
};

const serviceName = (service: string): string => SERVICE_NAMES[service] ?? service;

/** What of an event decides which rules are for it. */
export interface Route { product: string; service: string; categories: ReadonlySet<string> }

export function routeOf(event: SigmaEvent): Route {
  const categories = new Set(event.categories);
  for (const category of event.categories) for (const wider of WIDER_CATEGORIES[category] ?? []) categories.add(wider);
  return { product: event.product, service: serviceName(event.service), categories };
}

/** Every part that the rule names must be the event's; parts that it leaves out may be anything. */
export function accepts(logSource: LogSource, route: Route): boolean {
  if (logSource.product !== undefined && logSource.product !== route.product) return false;
  if (logSource.service !== undefined && serviceName(logSource.service) !== route.service) return false;
  return logSource.category === undefined || route.categories.has(logSource.category);
}
