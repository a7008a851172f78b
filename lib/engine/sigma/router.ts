import type { SigmaEvent } from '../activity/activity';
import { accepts, routeOf } from './log-sources';
import { requiredTexts } from './pivots';
import { Program, type LiteralStatistics, type ProgramRule } from './program';
import { foldAscii } from './sigma-string';
import type { LogSource } from './types';

/** Remembered combinations of product, service and categories; senders may invent services, so there is an end to it. */
const ROUTES_MAX = 10_000;

/** Most rules for Windows logs are about one event id: those about others need not be looked for. */
export const EVENT_ID_FIELD = 'EventID';
/** For events whose id no rule asks for, and for those that have none or several. */
const OTHER_ID = 'other', NO_ID = 'none';

type Routed = ProgramRule & { logSource: LogSource };

/** Finds the program for an event. Programs are made when their first event comes, and shared by routes with the same rules. */
export class Router {
  readonly #routes = new Map<string, Map<string, Map<string, Map<string, Program>>>>();
  readonly #programs = new Map<string, Program>();
  #count = 0;
  #idsOfRules: { each: readonly (ReadonlySet<string> | undefined)[]; all: ReadonlySet<string> } | undefined;

  constructor(
    private readonly rules: readonly Routed[],
    private readonly idSlot: number,
    private readonly statistics: LiteralStatistics,
  ) {}

  program(event: SigmaEvent): Program {
    const { product, service, categories } = event;
    const key = categories.length === 0 ? '' : categories.length === 1 ? (categories[0] ?? '') : categories.join(' ');
    const id = this.#idOf(event.fields[EVENT_ID_FIELD]);
    return this.#routes.get(product)?.get(service)?.get(key)?.get(id) ?? this.#remember(event, key, id);
  }

  #idOf(value: unknown): string {
    if (typeof value !== 'number' && typeof value !== 'string') return NO_ID;
    const id = typeof value === 'number' ? String(value) : foldAscii(value);
    return this.#ids().all.has(id) ? id : OTHER_ID;
  }

  /** The ids that rules ask for, worked out for the first event. */
  #ids(): { each: readonly (ReadonlySet<string> | undefined)[]; all: ReadonlySet<string> } {
    if (this.#idsOfRules) return this.#idsOfRules;
    const each = this.rules.map(({ expression }) => requiredTexts(expression, this.idSlot));
    return (this.#idsOfRules = { each, all: new Set(each.flatMap((ids) => [...(ids ?? [])])) });
  }

  #remember(event: SigmaEvent, key: string, id: string): Program {
    const route = routeOf(event);
    const { each } = this.#ids();
    const members = this.rules.flatMap((rule, index) => (accepts(rule.logSource, route) && (id === NO_ID || each[index]?.has(id) !== false) ? [index] : []));
    const signature = members.join(',');
    let program = this.#programs.get(signature);
    if (!program) this.#programs.set(signature, (program = new Program(this.rules, members, this.statistics)));
    if (++this.#count > ROUTES_MAX) {
      this.#routes.clear();
      this.#count = 1;
    }
    const byCategory = entry(entry(this.#routes, event.product), event.service);
    entry(byCategory, key).set(id, program);
    return program;
  }
}

/** The inner map, made when it is first asked for. */
function entry<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key);
  if (!inner) map.set(key, (inner = new Map<string, V>()));
  return inner;
}
