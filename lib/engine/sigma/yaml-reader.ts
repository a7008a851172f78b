import { Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, type Node, type YAMLMap } from 'yaml';
import { readPlainYaml } from './plain-yaml';
import { RuleProblem } from './problem';

export interface Place { line: number; column: number }

/** One document of a rule file: its top node, or what is wrong with its YAML. */
export interface RuleDocument { root: Node | null; document: Document; problem?: { reason: string } & Place }

export interface RuleFile { documents: RuleDocument[]; place(node: Node | null | undefined, offset?: number): Place }

const NESTING_MAX = 500;
const COMPACT_NESTING = /(?:[-?:][ \t]+){200}/;

/**
 * Whether the text opens so many brackets or compact lists inside each other that the YAML parser, which recurses, could run out of stack. Counts
 * roughly, quotes and all: rules stay far below the limit.
 */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > NESTING_MAX) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return COMPACT_NESTING.test(text);
}

/** What plain YAML belongs to: it has no aliases that a document would have to resolve. */
const PLAIN_DOCUMENT = new Document();

function placeIn(text: string, offset: number): Place {
  let line = 1, start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', start)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Reads every document of a file; broken YAML becomes a problem with its place, never an exception. */
export function readYaml(text: string): RuleFile {
  const plain = readPlainYaml(text);
  if (plain) return { documents: [{ root: plain, document: PLAIN_DOCUMENT }], place: (node, offset = 0) => placeIn(text, (node?.range?.[0] ?? 0) + offset) };
  return readAnyYaml(text);
}

/** The same by a whole YAML parser. */
export function readAnyYaml(text: string): RuleFile {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const documents = (Array.isArray(parsed) ? parsed : []).map((document): RuleDocument => {
    const [error] = document.errors;
    const problem = error && { reason: `invalid YAML: ${error.message}`, ...at(error.pos[0]) };
    return { root: document.contents, document, ...(problem && { problem }) };
  });
  return { documents, place: (node, offset = 0) => at((node?.range?.[0] ?? 0) + offset) };
}

/** Nodes of one rule that may be visited; aliases make small files large. */
const NODES_MAX = 200_000;

/** Typed access to the nodes of one document, with aliases followed. */
export class NodeReader {
  #visited = 0;
  readonly #aliases = new Map<Node, Node | null>();

  constructor(private readonly document: Document) {}

  resolve(node: unknown): Node | null {
    if (++this.#visited > NODES_MAX) throw new RuleProblem(`the rule has more than ${NODES_MAX} values`);
    if (isAlias(node)) {
      const known = this.#aliases.get(node);
      if (known !== undefined) return known;
      const target = node.resolve(this.document) ?? null;
      this.#aliases.set(node, target);
      return target;
    }
    return isNode(node) ? node : null;
  }

  map(node: unknown, what: string): YAMLMap {
    const found = this.resolve(node);
    if (!isMap(found)) throw new RuleProblem(`${what} must be a map`, found);
    return found;
  }

  entries(map: YAMLMap): { key: string; keyNode: Node | null; value: Node | null }[] {
    return map.items.map(({ key, value }) => {
      const keyNode = this.resolve(key);
      return { key: isScalar(keyNode) ? String(keyNode.value) : '', keyNode, value: this.resolve(value) };
    });
  }

  get(map: YAMLMap, key: string): Node | null {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    return pair ? this.resolve(pair.value) : null;
  }

  items(node: Node | null): (Node | null)[] {
    return isSeq(node) ? node.items.map((item) => this.resolve(item)) : [node];
  }

  /** Text of a scalar; numbers, booleans and dates as they were written. */
  text(node: Node | null): string | undefined {
    if (!isScalar(node) || node.value === null) return undefined;
    return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  }

  /** Texts of a list, or of a single scalar; anything else in it is left out. */
  texts(node: Node | null): string[] {
    return node === null ? [] : this.items(node).map((item) => this.text(item)).filter((text) => text !== undefined);
  }
}
