import { compileGlob } from './glob';
import { ANY, mergeParts, type Part } from './sigma-string';

/** The condition of a rule, with every pattern resolved to the selections that it names. */
export type Condition =
  | { kind: 'and' | 'or'; children: readonly Condition[] }
  | { kind: 'not'; child: Condition }
  | { kind: 'selection'; name: string }
  /** At least `count` of the named selections. */
  | { kind: 'of'; count: number; names: readonly string[] };

export class ConditionProblem extends Error {
  constructor(readonly reason: string, readonly offset: number) {
    super(reason);
    this.name = 'ConditionProblem';
  }
}

interface Token { text: string; offset: number }

const TOKEN = /[()]|[^\s()]+/g;
const DEPTH_MAX = 64;
const RESERVED = new Set(['and', 'or', 'not']);

/** Parses `a and not (1 of b* or all of them)`; throws `ConditionProblem` with the place and the reason. */
export function parseCondition(text: string, names: readonly string[]): Condition {
  const pipe = text.indexOf('|');
  if (pipe >= 0) throw new ConditionProblem('aggregation behind "|" is not part of Sigma 2: use a correlation rule', pipe);
  const tokens: Token[] = [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], offset: match.index }));
  const parser = new ConditionParser(tokens, names, text.length);
  return parser.parse();
}

class ConditionParser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[], private readonly names: readonly string[], private readonly end: number) {}

  parse(): Condition {
    const condition = this.#or();
    const rest = this.tokens[this.#at];
    if (rest) throw new ConditionProblem(`unexpected "${rest.text}"`, rest.offset);
    return condition;
  }

  #peek(offset = 0): string | undefined {
    return this.tokens[this.#at + offset]?.text.toLowerCase();
  }

  #fail(reason: string): never {
    throw new ConditionProblem(reason, this.tokens[this.#at]?.offset ?? this.end);
  }

  #chain(kind: 'and' | 'or', next: () => Condition): Condition {
    const children = [next()];
    while (this.#peek() === kind) {
      this.#at++;
      children.push(next());
    }
    return children.length === 1 && children[0] ? children[0] : { kind, children };
  }

  #or(): Condition {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #not(): Condition {
    if (++this.#depth > DEPTH_MAX) this.#fail(`the condition is nested more than ${DEPTH_MAX} deep`);
    const condition = this.#peek() === 'not' ? (this.#at++, { kind: 'not' as const, child: this.#not() }) : this.#primary();
    this.#depth--;
    return condition;
  }

  #primary(): Condition {
    const token = this.tokens[this.#at];
    if (!token) this.#fail('the condition ends too early');
    if (token.text === '(') {
      this.#at++;
      const inner = this.#or();
      if (this.#peek() !== ')') this.#fail('a closing parenthesis is missing');
      this.#at++;
      return inner;
    }
    if (token.text === ')' || RESERVED.has(token.text.toLowerCase())) this.#fail(`unexpected "${token.text}"`);
    if (this.#peek(1) === 'of') return this.#quantified(token);
    if (!this.names.includes(token.text)) this.#fail(`there is no selection "${token.text}"`);
    this.#at++;
    return { kind: 'selection', name: token.text };
  }

  #quantified(quantity: Token): Condition {
    const word = quantity.text.toLowerCase();
    if (!/^(?:all|any|[1-9]\d{0,4})$/.test(word)) this.#fail(`"${quantity.text} of" is not a quantity: use 1, a number, any or all`);
    this.#at += 2;
    const target = this.tokens[this.#at];
    if (!target) this.#fail('the condition ends too early');
    const names = this.#select(target.text);
    if (names.length === 0) this.#fail(`no selection matches "${target.text}"`);
    this.#at++;
    const count = word === 'all' ? names.length : word === 'any' ? 1 : Number(word);
    if (count > names.length) throw new ConditionProblem(`"${quantity.text} of ${target.text}" can never be true: only ${names.length} selections match`, quantity.offset);
    return { kind: 'of', count, names };
  }

  /** Names that begin with `_` are left out unless the pattern itself begins with `_`. */
  #select(pattern: string): string[] {
    const visible = this.names.filter((name) => !name.startsWith('_') || pattern.startsWith('_'));
    if (pattern.toLowerCase() === 'them') return visible;
    return visible.filter(compileGlob(mergeParts(pattern.split('*').flatMap((literal, index): Part[] => (index > 0 ? [ANY, literal] : [literal])))));
  }
}
