import type { Hits } from './hits';
import { IntTable } from './int-table';
import { standsAt } from './sigma-string';

interface Terminal { text: string; payload: number; whole: boolean; next: Terminal | undefined }

/** Literals at the start (or, reversed, at the end) of a text. Edges fold roughly, the literal itself decides. */
export class Trie {
  readonly #terminals: (Terminal | undefined)[] = [undefined];
  readonly #edges = new IntTable();
  #size = 0;

  insert(text: string, payload: number, { reversed, whole }: { reversed: boolean; whole: boolean }): void {
    let node = 0;
    for (let step = 0; step < text.length; step++) {
      const edge = edgeOf(node, text.charCodeAt(reversed ? text.length - 1 - step : step));
      let next = this.#edges.get(edge);
      if (next < 0) {
        next = this.#terminals.push(undefined) - 1;
        this.#edges.set(edge, next);
      }
      node = next;
    }
    this.#terminals[node] = { text, payload, whole, next: this.#terminals[node] };
    this.#size++;
  }

  walk(text: string, reversed: boolean, hits: Hits | undefined): boolean {
    if (this.#size === 0) return false;
    let found = false;
    let node = 0;
    for (let step = 0; ; step++) {
      for (let terminal = this.#terminals[node]; terminal; terminal = terminal.next) {
        const literal = terminal.text;
        if (hits?.has(terminal.payload) || (terminal.whole && literal.length !== text.length) || !standsAt(text, reversed ? text.length - literal.length : 0, literal)) continue;
        if (!hits) return true;
        found = true;
        hits.add(terminal.payload);
      }
      if (step >= text.length) return found;
      node = this.#edges.get(edgeOf(node, text.charCodeAt(reversed ? text.length - 1 - step : step)));
      if (node < 0) return found;
    }
  }
}

const edgeOf = (node: number, code: number): number => (node << 8) | ((code | 32) & 255);
