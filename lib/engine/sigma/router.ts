import type { SigmaEvent } from '../activity/activity';
import type { GramFrequency } from './gram-table';
import { accepts, routeOf } from './log-sources';
import { Program, type ProgramRule } from './program';
import type { LogSource } from './types';

/** Remembered combinations of product, service and categories; senders may invent services, so there is an end to it. */
const ROUTES_MAX = 10_000;

/** Finds the program for an event. Programs are made when their first event comes, and shared by routes with the same rules. */
export class Router {
  readonly #routes = new Map<string, Map<string, Map<string, Program>>>();
  readonly #programs = new Map<string, Program>();
  #count = 0;

  constructor(
    private readonly rules: readonly (ProgramRule & { logSource: LogSource })[],
    private readonly frequency: GramFrequency,
  ) {}

  program(event: SigmaEvent): Program {
    const { product, service, categories } = event;
    const key = categories.length === 0 ? '' : categories.length === 1 ? (categories[0] ?? '') : categories.join(' ');
    return this.#routes.get(product)?.get(service)?.get(key) ?? this.#remember(event, key);
  }

  #remember(event: SigmaEvent, key: string): Program {
    const route = routeOf(event);
    const members = this.rules.flatMap((rule, index) => (accepts(rule.logSource, route) ? [index] : []));
    const signature = members.join(',');
    let program = this.#programs.get(signature);
    if (!program) this.#programs.set(signature, (program = new Program(this.rules, members, this.frequency)));
    if (++this.#count > ROUTES_MAX) {
      this.#routes.clear();
      this.#count = 1;
    }
    let services = this.#routes.get(event.product);
    if (!services) this.#routes.set(event.product, (services = new Map()));
    let byCategory = services.get(event.service);
    if (!byCategory) services.set(event.service, (byCategory = new Map()));
    byCategory.set(key, program);
    return program;
  }
}
