import { ANY_CHAR, DIGIT, HORIZONTAL_SPACE, ignoreCase, negate, NEWLINE, SPACE, union, WORD, type CharSet } from './char-set';
import { RuleProblem } from './problem';

export type Assertion = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'word' | 'notWord' | 'veryEnd';

export type RegexNode =
  | { kind: 'set'; set: CharSet }
  | { kind: 'assert'; assertion: Assertion }
  | { kind: 'concat' | 'alternatives'; nodes: readonly RegexNode[] }
  | { kind: 'repeat'; node: RegexNode; min: number; max: number };

interface Flags { i: boolean; m: boolean; s: boolean }

const DEPTH_MAX = 100;
const REPEAT_MAX = 10_000;
const SHORTHANDS: Readonly<Record<string, CharSet>> = {
  d: DIGIT, D: negate(DIGIT), w: WORD, W: negate(WORD), s: SPACE, S: negate(SPACE), h: HORIZONTAL_SPACE, H: negate(HORIZONTAL_SPACE), N: negate(NEWLINE),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, e: 27, a: 7, 0: 0 };
const ASSERTIONS: Readonly<Record<string, Assertion>> = { b: 'word', B: 'notWord', A: 'start', z: 'veryEnd', Z: 'end' };
const QUANTIFIER = /^\{(\d{1,6})(?:(,)(\d{0,6}))?\}/;

/** Parses the regular part of PCRE: what can be matched in linear time. Back-references, look-around and atomic groups are refused by name. */
export function parseRegex(source: string, flags: string): RegexNode {
  return new RegexParser(source, { i: flags.includes('i'), m: flags.includes('m'), s: flags.includes('s') }).parse();
}

class RegexParser {
  #at = 0;
  #depth = 0;

  constructor(private readonly source: string, private flags: Flags) {}

  parse(): RegexNode {
    const node = this.#alternatives();
    if (this.#at < this.source.length) this.#fail('unmatched ")"');
    return node;
  }

  #fail(reason: string): never {
    throw new RuleProblem(`invalid regular expression at character ${this.#at + 1}: ${reason}`);
  }

  #alternatives(): RegexNode {
    if (++this.#depth > DEPTH_MAX) this.#fail(`groups are nested more than ${DEPTH_MAX} deep`);
    const outer = this.flags;
    const nodes = [this.#concat()];
    while (this.#take('|')) nodes.push(this.#concat());
    this.flags = outer;
    this.#depth--;
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'alternatives', nodes };
  }

  #concat(): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.#at < this.source.length && !'|)'.includes(this.source.charAt(this.#at))) {
      const atom = this.#atom();
      if (atom) nodes.push(this.#quantified(atom));
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'concat', nodes };
  }

  #take(text: string): boolean {
    const found = this.source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #set(set: CharSet): RegexNode {
    return { kind: 'set', set: this.flags.i ? ignoreCase(set) : set };
  }

  /** One element; undefined for what only changes flags. */
  #atom(): RegexNode | undefined {
    const c = this.source.charAt(this.#at++);
    switch (c) {
      case '.': return this.#set(this.flags.s ? ANY_CHAR : negate(NEWLINE));
      case '^': return { kind: 'assert', assertion: this.flags.m ? 'lineStart' : 'start' };
      case '$': return { kind: 'assert', assertion: this.flags.m ? 'lineEnd' : 'end' };
      case '[': return this.#set(this.#class());
      case '(': return this.#group();
      case '\\': return this.#escape();
      case '*':
      case '+':
      case '?': return this.#fail(`nothing to repeat before "${c}"`);
      default: return this.#set([c.charCodeAt(0), c.charCodeAt(0)]);
    }
  }

  #group(): RegexNode | undefined {
    if (this.#take('?')) {
      const inline = /^([ims]*)(?:-([ims]+))?([:)])/.exec(this.source.slice(this.#at, this.#at + 16));
      if (inline) {
        this.#at += inline[0].length;
        const [, on = '', off = '', end] = inline;
        const changed = { ...this.flags };
        for (const flag of ['i', 'm', 's'] as const) changed[flag] = (changed[flag] || on.includes(flag)) && !off.includes(flag);
        const outer = this.flags;
        this.flags = changed;
        if (end === ')') return undefined;
        const node = this.#closed();
        this.flags = outer;
        return node;
      }
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.source.slice(this.#at, this.#at + 64));
      if (!name) this.#fail('look-around, atomic and conditional groups are not supported');
      this.#at += name[0].length;
    }
    return this.#closed();
  }

  #closed(): RegexNode {
    const node = this.#alternatives();
    if (!this.#take(')')) this.#fail('a closing ")" is missing');
    return node;
  }

  #escape(): RegexNode {
    const assertion = ASSERTIONS[this.source.charAt(this.#at)];
    if (assertion) {
      this.#at++;
      return { kind: 'assert', assertion };
    }
    return this.#set(this.#escapedSet());
  }

  #escapedSet(): CharSet {
    const c = this.source.charAt(this.#at++);
    if (c === '') this.#fail('a backslash at the end');
    const shorthand = SHORTHANDS[c];
    if (shorthand) return shorthand;
    const control = CONTROLS[c];
    if (control !== undefined) return [control, control];
    if (c === 'x' || c === 'u') return this.#hex(c);
    if (/[A-Za-z1-9]/.test(c)) this.#fail(`"\\${c}" is not supported`);
    return [c.charCodeAt(0), c.charCodeAt(0)];
  }

  #hex(kind: string): CharSet {
    const found = (kind === 'x' ? /^(?:\{([0-9a-f]{1,4})\}|([0-9a-f]{2}))/i : /^(?:\{([0-9a-f]{1,4})\}|([0-9a-f]{4}))/i).exec(this.source.slice(this.#at, this.#at + 6));
    if (!found) this.#fail(`"\\${kind}" needs hexadecimal digits`);
    this.#at += found[0].length;
    const code = Number.parseInt(found[1] ?? found[2] ?? '', 16);
    return [code, code];
  }

  #class(): CharSet {
    const negated = this.#take('^');
    const sets: CharSet[] = [];
    for (let first = true; ; first = false) {
      if (this.#at >= this.source.length) this.#fail('a closing "]" is missing');
      if (!first && this.#take(']')) break;
      if (this.source.startsWith('[:', this.#at)) this.#fail('named classes such as [:alpha:] are not supported');
      const low = this.#classItem();
      if (this.source.charAt(this.#at) === '-' && this.source.charAt(this.#at + 1) !== ']' && low.length === 2 && low[0] === low[1]) {
        this.#at++;
        const high = this.#classItem();
        if (high.length !== 2 || (high[1] ?? 0) < (low[0] ?? 0)) this.#fail('the range is out of order');
        sets.push([low[0] ?? 0, high[1] ?? 0]);
      } else sets.push(low);
    }
    const set = union(...sets);
    return negated ? negate(this.flags.i ? ignoreCase(set) : set) : set;
  }

  #classItem(): CharSet {
    const c = this.source.charAt(this.#at++);
    if (c !== '\\') return [c.charCodeAt(0), c.charCodeAt(0)];
    if (this.source.charAt(this.#at) === 'b') {
      this.#at++;
      return [8, 8];
    }
    return this.#escapedSet();
  }

  #quantified(node: RegexNode): RegexNode {
    let result = node;
    for (;;) {
      const range = this.#range();
      if (!range) return result;
      if (this.source.charAt(this.#at) === '+') this.#fail('possessive quantifiers are not supported');
      this.#take('?');
      result = { kind: 'repeat', node: result, ...range };
    }
  }

  #range(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    const found = QUANTIFIER.exec(this.source.slice(this.#at, this.#at + 16));
    if (!found) return undefined;
    this.#at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY;
    if (max < min) this.#fail('the quantifier is out of order');
    if (min > REPEAT_MAX || (max !== Number.POSITIVE_INFINITY && max > REPEAT_MAX)) this.#fail(`more than ${REPEAT_MAX} repetitions`);
    return { min, max };
  }
}
