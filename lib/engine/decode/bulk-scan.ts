import { parseObject } from './json';
import { isJsonObject } from './types';
import { utf8Text } from './utf8';

const NEWLINE = 0x0a;
const OPERATIONS = ['create', 'index', 'update', 'delete'] as const;
type Operation = (typeof OPERATIONS)[number];

/** One action of a bulk body with its document. Offsets are of the inflated body; a line break belongs to neither. */
export interface BulkItem {
  operation: Operation;
  index: string;
  id?: string;
  /** Of the action line; documents lie in [documentStart, end). */
  start: number;
  documentStart: number;
  end: number;
  /** Why the item cannot be taken, whatever its document says. */
  problem?: string;
}

type Action = Pick<BulkItem, 'operation' | 'index' | 'id' | 'problem'>;

export interface BulkScanOptions {
  /** For actions that name none. */
  index: string;
  itemsMax: number;
  /** Action lines are short; one that is not is held no further than this. */
  actionBytesMax?: number;
}

const ACTION_BYTES_MAX = 16 * 1024;
const NAME_CHARS_MAX = 512;

/**
 * Reads the action lines of a bulk body that comes in pieces, and holds no documents: what a body asked for can be told without room for it.
 * A line that is no action where one must be spoils nothing but itself and the lines up to the next action.
 */
export class BulkScanner {
  readonly items: BulkItem[] = [];
  /** More items than allowed, or more lines in vain; what lies beyond is not looked at. */
  overflow = false;
  #at = 0;
  #lineStart = 0;
  /** The line as far as it may be an action. */
  #line: Uint8Array[] = [];
  #lineBytes = 0;
  #blank = true;
  #open: BulkItem | undefined;
  #vainLines = 0;
  #lastLine: Uint8Array | undefined;
  #lastAction: Action | undefined;
  readonly #actionBytesMax: number;

  constructor(private readonly options: BulkScanOptions) {
    this.#actionBytesMax = options.actionBytesMax ?? ACTION_BYTES_MAX;
  }

  push(piece: Uint8Array): void {
    let from = 0;
    while (from < piece.length && !this.overflow) {
      const found = piece.indexOf(NEWLINE, from);
      const to = found < 0 ? piece.length : found;
      this.#take(piece, from, to, found >= 0);
      if (found >= 0) {
        this.#endLine(this.#at + found);
        this.#lineStart = this.#at + found + 1;
      }
      from = to + 1;
    }
    this.#at += piece.length;
  }

  finish(): readonly BulkItem[] {
    if (this.overflow) return this.items;
    if (this.#lineStart < this.#at) this.#endLine(this.#at);
    if (this.#open) this.#close({ ...this.#open, problem: this.#open.problem ?? 'no document follows' });
    return this.items;
  }

  #take(piece: Uint8Array, from: number, to: number, whole: boolean): void {
    if (this.#blank) for (let i = from; i < to && this.#blank; i++) this.#blank = isSpace(piece[i]);
    const kept = this.#open ? 0 : Math.min(to - from, this.#actionBytesMax + 1 - this.#lineBytes);
    // What is looked at before this piece is gone need not be copied.
    if (kept > 0) this.#line.push(whole ? piece.subarray(from, from + kept) : piece.slice(from, from + kept));
    this.#lineBytes += to - from;
  }

  #endLine(end: number): void {
    const line = joined(this.#line);
    const start = this.#lineStart, length = this.#lineBytes, blank = this.#blank;
    this.#line = [];
    this.#lineBytes = 0;
    this.#blank = true;
    if (this.#open) return this.#close({ ...this.#open, documentStart: start, end: start + length });
    if (blank) return;
    const action = length > this.#actionBytesMax ? undefined : this.#actionOf(line);
    if (!action) return this.#spoil(start, end);
    const item: BulkItem = { ...action, start, documentStart: end, end };
    if (action.operation === 'delete') this.#close(item);
    else this.#open = item;
  }

  #close(item: BulkItem): void {
    this.#open = undefined;
    if (this.items.length >= this.options.itemsMax) this.overflow = true;
    else this.items.push(item);
  }

  /** A line that is no action; lines that follow it and are none either are the same fault. */
  #spoil(start: number, end: number): void {
    if (++this.#vainLines > this.options.itemsMax) this.overflow = true;
    const last = this.items.at(-1);
    if (last?.problem === NO_ACTION) last.end = last.documentStart = end;
    else this.#close({ operation: 'index', index: this.options.index, start, documentStart: end, end, problem: NO_ACTION });
  }

  #actionOf(line: Uint8Array): Action | undefined {
    // Shippers repeat one action for thousands of documents.
    if (this.#lastLine && isSame(line, this.#lastLine)) return this.#lastAction;
    const text = utf8Text(line, 0, line.length);
    this.#lastLine = line.slice();
    this.#lastAction = text === undefined ? undefined : actionOf(text.trim(), this.options.index);
    return this.#lastAction;
  }
}

/** Reason of an item that stands for lines without an action. */
export const NO_ACTION = 'not an action line';

function actionOf(text: string, index: string): Action | undefined {
  // Said before parsing, which is slow to fail.
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const parsed = parseObject(text, 3);
  if (typeof parsed === 'string') return undefined;
  const [name, ...more] = Object.keys(parsed);
  const operation = OPERATIONS.find((known) => known === name);
  const meta = parsed[name ?? ''];
  if (!operation || more.length > 0 || !isJsonObject(meta)) return undefined;
  const id = nameOf(meta['_id']);
  const action: Action = { operation, index: nameOf(meta['_index']) ?? index, ...(id === undefined ? {} : { id }) };
  return operation === 'create' || operation === 'index' ? action : { ...action, problem: `"${operation}" is not supported: received records do not change` };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function nameOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, NAME_CHARS_MAX) : undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length <= 1) return only ?? new Uint8Array(0);
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
