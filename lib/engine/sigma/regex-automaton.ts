import { has, NEWLINE, WORD, type CharSet } from './char-set';
import type { Assertion } from './regex-parser';
import type { Instruction } from './regex-program';

/** What stands before a position, as far as assertions ask. */
type Before = 'start' | 'word' | 'newline' | 'other';

interface State { before: Before; places: readonly number[]; next: Int32Array }

const UNKNOWN = -1;
const MATCHED = -2;
/** Remembered states and places in them; when full, they are forgotten and made anew as needed. */
const STATES_MAX = 2000;
const PLACES_MAX = 400_000;

/**
 * Searches text with an automaton that is made deterministic while it runs: each character costs one step, whatever the pattern, so there is no
 * catastrophic backtracking. Only tells whether there is a match.
 */
export class RegexAutomaton {
  readonly #classes: CharClasses;
  /** Per instruction: which character classes a `set` accepts. */
  readonly #accepts: readonly (Uint8Array | undefined)[];
  readonly #marks: Uint32Array;
  #mark = 0;
  #states: State[] = [];
  #ids = new Map<string, number>();
  #places = 0;

  constructor(private readonly program: readonly Instruction[]) {
    const sets = program.flatMap((instruction) => (instruction.op === 'set' ? [instruction.set] : []));
    this.#classes = new CharClasses([...new Set(sets), WORD, NEWLINE]);
    const known = new Map<CharSet, Uint8Array>();
    this.#accepts = program.map((instruction) => {
      if (instruction.op !== 'set') return undefined;
      let accepts = known.get(instruction.set);
      if (!accepts) known.set(instruction.set, (accepts = this.#classes.members(instruction.set)));
      return accepts;
    });
    this.#marks = new Uint32Array(program.length);
  }

  test(text: string): boolean {
    const classes = this.#classes;
    let id = this.#idOf('start', []);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const symbol = code === 10 && at === text.length - 1 ? classes.lastNewline : classes.of(code);
      let next = this.#states[id]?.next[symbol] ?? UNKNOWN;
      if (next === UNKNOWN) next = this.#step(id, symbol);
      if (next === MATCHED) return true;
      id = next;
    }
    let last = this.#states[id]?.next[classes.end] ?? UNKNOWN;
    if (last === UNKNOWN) last = this.#step(id, classes.end);
    return last === MATCHED;
  }

  #idOf(before: Before, places: readonly number[]): number {
    const key = `${before}:${places.join(',')}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= STATES_MAX || this.#places > PLACES_MAX) {
      this.#states = [];
      this.#ids.clear();
      this.#places = 0;
    }
    const id = this.#states.push({ before, places, next: new Int32Array(this.#classes.end + 1).fill(UNKNOWN) }) - 1;
    this.#ids.set(key, id);
    this.#places += places.length;
    return id;
  }

  /** Works out where a state goes on one symbol, and remembers it. */
  #step(id: number, symbol: number): number {
    const state = this.#states[id];
    if (!state) return MATCHED;
    const { places, matched } = this.#advance(state, symbol);
    const next = matched ? MATCHED : symbol === this.#classes.end ? id : this.#idOf(this.#classes.before(symbol), places);
    // When the memory was just emptied this state is no longer part of it; writing to it is harmless.
    state.next[symbol] = this.#states[id] === state || matched ? next : UNKNOWN;
    return next;
  }

  #advance({ before, places }: State, symbol: number): { places: number[]; matched: boolean } {
    const mark = ++this.#mark;
    // A match may begin anywhere: the first instruction is always among the places.
    const stack = [...places, 0];
    const next = new Set<number>();
    while (stack.length > 0) {
      const at = stack.pop() ?? 0;
      if (this.#marks[at] === mark) continue;
      this.#marks[at] = mark;
      const instruction = this.program[at];
      switch (instruction?.op) {
        case 'match': return { places: [], matched: true };
        case 'jump': stack.push(instruction.to); break;
        case 'split': stack.push(instruction.to, instruction.or); break;
        case 'assert': if (this.#holds(instruction.assertion, before, symbol)) stack.push(at + 1); break;
        case 'set': if (this.#accepts[at]?.[symbol] === 1) next.add(at + 1); break;
        case undefined: break;
      }
    }
    return { places: [...next].sort((left, right) => left - right), matched: false };
  }

  #holds(assertion: Assertion, before: Before, symbol: number): boolean {
    const classes = this.#classes;
    const after = symbol === classes.end ? 'start' : classes.before(symbol);
    switch (assertion) {
      case 'start': return before === 'start';
      case 'lineStart': return before === 'start' || before === 'newline';
      case 'veryEnd': return symbol === classes.end;
      case 'end': return symbol === classes.end || symbol === classes.lastNewline;
      case 'lineEnd': return symbol === classes.end || after === 'newline';
      case 'word': return (before === 'word') !== (after === 'word');
      case 'notWord': return (before === 'word') === (after === 'word');
    }
  }
}

/** Characters that no part of a pattern tells apart are one class; behind them come a line break at the very end, and the end itself. */
class CharClasses {
  readonly #starts: number[] = [];
  readonly #classOfStart: number[] = [];
  readonly #ascii = new Uint16Array(128);
  readonly #examples: number[] = [];
  readonly lastNewline: number;
  readonly end: number;

  constructor(sets: readonly CharSet[]) {
    const starts = new Set([0]);
    for (const set of sets) for (let i = 0; i < set.length; i += 2) starts.add(set[i] ?? 0).add((set[i + 1] ?? 0) + 1);
    const ids = new Map<string, number>();
    for (const start of [...starts].filter((code) => code <= 0xffff).sort((left, right) => left - right)) {
      const signature = sets.map((set) => (has(set, start) ? '1' : '0')).join('');
      let id = ids.get(signature);
      if (id === undefined) {
        id = this.#examples.push(start) - 1;
        ids.set(signature, id);
      }
      this.#starts.push(start);
      this.#classOfStart.push(id);
    }
    for (let code = 0; code < 128; code++) this.#ascii[code] = this.#search(code);
    this.lastNewline = this.#examples.push(10) - 1;
    this.end = this.#examples.length;
  }

  of(code: number): number {
    return code < 128 ? (this.#ascii[code] ?? 0) : this.#search(code);
  }

  members(set: CharSet): Uint8Array {
    return Uint8Array.from([...this.#examples.map((example) => (has(set, example) ? 1 : 0)), 0]);
  }

  before(symbol: number): Before {
    const example = this.#examples[symbol] ?? 0;
    return example === 10 ? 'newline' : has(WORD, example) ? 'word' : 'other';
  }

  #search(code: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return this.#classOfStart[low] ?? 0;
  }
}
