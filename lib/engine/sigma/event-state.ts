import { foldAscii } from './sigma-string';

export const ABSENT = 0;
/** Present with the value null. */
export const NULL = 1;
export const SINGLE = 2;
/** A list, of which any element may match; an object counts as a list without elements. */
export const MANY = 3;

export interface TextValue { raw: string; lower: string }
export interface Leaf extends TextValue { path: string }

/** A predicate, as far as its answer is concerned. Slot -1 stands for any value of the event. */
interface Asked { id: number; slot: number; needsEvidence: boolean; test: (state: EventState) => boolean }

const DEPTH_MAX = 32;

/** Text of a scalar as rules compare it. */
function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string': return value;
    case 'number':
    case 'boolean':
    case 'bigint': return String(value);
    default: return undefined;
  }
}

function collect(value: unknown, path: string, depth: number, into: Leaf[]): void {
  const raw = textOf(value);
  if (raw !== undefined) into.push({ path, raw, lower: foldAscii(raw) });
  else if (depth < DEPTH_MAX && typeof value === 'object' && value !== null) {
    const list = Array.isArray(value);
    for (const [key, item] of Object.entries(value)) collect(item, list ? path : path ? `${path}.${key}` : key, depth + 1, into);
  }
}

function visitTexts(value: unknown, depth: number, shortest: number, visit: (text: string) => void): void {
  if (typeof value === 'string') {
    if (value.length >= shortest) visit(value);
    return;
  }
  const text = textOf(value);
  if (text !== undefined) visit(text);
  else if (Array.isArray(value)) {
    if (depth < DEPTH_MAX) for (const item of value) visitTexts(item, depth + 1, shortest, visit);
  } else if (typeof value === 'object' && value !== null && depth < DEPTH_MAX) {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const key in fields) visitTexts(fields[key], depth + 1, shortest, visit);
  }
}

/** Values at a dotted path of nested objects; lists on the way are followed into each element. */
function follow(value: unknown, path: readonly string[], at: number): unknown {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    const found = value.map((item: unknown) => follow(item, path, at)).filter((item) => item !== undefined);
    return found.length > 0 ? found.flat() : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const key = path[at] ?? '';
  return Object.hasOwn(value, key) ? follow((value as Readonly<Record<string, unknown>>)[key], path, at + 1) : undefined;
}

/** Text of a field as rules see it, of the first element where it has several; undefined when it is absent, empty or no scalar. */
export function fieldText(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  let value = fields[name];
  if (value === undefined && name.includes('.')) value = follow(fields, name.split('.'), 0);
  const text = textOf(Array.isArray(value) ? value.flat(DEPTH_MAX)[0] : value);
  return text === '' ? undefined : text;
}

/**
 * The event under evaluation: each field is looked up, turned into text and folded at most once, whatever the number of rules that ask.
 * `generation` numbers the event; everything remembered under another number is stale.
 */
export class EventState {
  generation = 0;
  /** Results of shared predicates as `generation * 2 + result`. */
  readonly #memo: Uint32Array;
  /** Generation in which a found literal made a predicate worth testing. */
  readonly #allowed: Uint32Array;
  /** Generation in which a slot was searched for the literals of all its predicates; keywords come first. */
  readonly #searched: Uint32Array;
  #fields: Readonly<Record<string, unknown>> = {};
  readonly #paths: readonly (readonly string[] | undefined)[];
  readonly #stamps: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #raws: string[];
  readonly #lowers: (string | undefined)[];
  readonly #lists: (readonly TextValue[])[];
  #leaves: readonly Leaf[] | undefined;
  #haystack: string | undefined;

  constructor(private readonly names: readonly string[], predicates: number) {
    this.#memo = new Uint32Array(predicates);
    this.#allowed = new Uint32Array(predicates);
    this.#searched = new Uint32Array(names.length + 1);
    this.#stamps = new Uint32Array(names.length);
    this.#kinds = new Uint8Array(names.length);
    this.#raws = names.map(() => '');
    this.#lowers = names.map(() => undefined);
    this.#lists = names.map(() => []);
    this.#paths = names.map((name) => (name.includes('.') ? name.split('.') : undefined));
  }

  begin(fields: Readonly<Record<string, unknown>>): void {
    this.#fields = fields;
    this.#leaves = undefined;
    this.#haystack = undefined;
    if (++this.generation === 0x7fffffff) {
      this.generation = 1;
      for (const stamps of [this.#memo, this.#allowed, this.#searched, this.#stamps]) stamps.fill(0);
    }
  }

  /** Whether the predicate holds: asked at most once per event, and only if what was found lets it hold. */
  ask(predicate: Asked): boolean {
    const { id } = predicate;
    const known = this.#memo[id] ?? 0;
    if (known >>> 1 === this.generation) return (known & 1) === 1;
    if (predicate.needsEvidence && this.#searched[predicate.slot + 1] === this.generation && this.#allowed[id] !== this.generation) return false;
    const result = predicate.test(this);
    this.#memo[id] = (this.generation << 1) | (result ? 1 : 0);
    return result;
  }

  /** From now on, what was neither proved nor allowed of the slot's predicates that need evidence is false. */
  setSearched(slot: number): void {
    this.#searched[slot + 1] = this.generation;
  }

  prove(predicate: number): void {
    this.#memo[predicate] = (this.generation << 1) | 1;
  }

  allow(predicate: number): void {
    this.#allowed[predicate] = this.generation;
  }

  kind(slot: number): number {
    if (this.#stamps[slot] !== this.generation) this.#load(slot);
    return this.#kinds[slot] ?? ABSENT;
  }

  /** Text of a SINGLE field; ask `kind` first. */
  raw(slot: number): string {
    return this.#raws[slot] ?? '';
  }

  lower(slot: number): string {
    return (this.#lowers[slot] ??= foldAscii(this.#raws[slot] ?? ''));
  }

  /** Elements of a MANY field; ask `kind` first. */
  list(slot: number): readonly TextValue[] {
    return this.#lists[slot] ?? [];
  }

  /** Visits the text of every scalar value of the event; strings that are shorter may be left out. */
  eachText(shortest: number, visit: (text: string) => void): void {
    visitTexts(this.#fields, 0, shortest, visit);
  }

  /** All scalar values of the event with their paths, for keywords. */
  leaves(): readonly Leaf[] {
    if (!this.#leaves) {
      const leaves: Leaf[] = [];
      collect(this.#fields, '', 0, leaves);
      this.#leaves = leaves;
    }
    return this.#leaves;
  }

  /** All values in one folded text, with NUL between them. */
  haystack(): string {
    return (this.#haystack ??= this.leaves().map((leaf) => leaf.lower).join('\0'));
  }

  #load(slot: number): void {
    this.#stamps[slot] = this.generation;
    const name = this.names[slot] ?? '';
    let value = this.#fields[name];
    if (value === undefined) {
      const path = this.#paths[slot];
      if (path) value = follow(this.#fields, path, 0);
    }
    if (typeof value === 'string') {
      this.#kinds[slot] = SINGLE;
      this.#raws[slot] = value;
      this.#lowers[slot] = undefined;
    } else this.#loadOther(slot, name, value);
  }

  #loadOther(slot: number, name: string, value: unknown): void {
    const text = textOf(value);
    if (text !== undefined) {
      this.#kinds[slot] = SINGLE;
      this.#raws[slot] = text;
      this.#lowers[slot] = undefined;
    } else if (value === null) this.#kinds[slot] = NULL;
    else if (typeof value !== 'object' || !(Object.hasOwn(this.#fields, name) || this.#paths[slot])) this.#kinds[slot] = ABSENT;
    else {
      this.#kinds[slot] = MANY;
      const elements = Array.isArray(value) ? value.flat(DEPTH_MAX) : [];
      this.#lists[slot] = elements.flatMap((element: unknown) => {
        const raw = textOf(element);
        return raw === undefined ? [] : [{ raw, lower: foldAscii(raw) }];
      });
    }
  }
}
