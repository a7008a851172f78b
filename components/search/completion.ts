import { ACTIVITY_KINDS } from '@/lib/engine/activity/activity';
import { FIELD_CATALOGUE, fieldByName, type CatalogueField } from '@/lib/engine/activity/catalogue';
import { quoteValue } from '@/lib/engine/query/search';

/** What is being written where the caret stands. `from` to `to` is what a choice replaces. */
export type Completing =
  | { kind: 'field'; typed: string; from: number; to: number }
  | { kind: 'value'; field: CatalogueField; typed: string; from: number; to: number };

const FIELD_BEFORE = /(?:^|[\s(-])([A-Za-z@_][\w.@]*):$/;
const WORD = /[^\s()":]*$/;

/** Where the quotation mark that is open at the caret stands; -1 when none is. */
function openQuote(before: string): number {
  let open = -1;
  for (let at = 0; at < before.length; at++) if (before[at] === '"') open = open === -1 ? at : -1;
  return open;
}

/** The end of the value that begins at `from`: its closing quotation mark, or the next blank. */
function valueEnd(text: string, from: number, caret: number): number {
  if (text[from] !== '"') return caret + (/^[^\s()"]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const close = text.indexOf('"', Math.max(caret, from + 1));
  // A later word's opening mark is not this value's closing one.
  return close === -1 || /\s/.test(text.slice(caret, close)) ? caret : close + 1;
}

/** Reads back from the caret whether a field's name or a field's value is being written. */
export function completingAt(text: string, caret: number): Completing | null {
  const before = text.slice(0, caret), quote = openQuote(before);
  const start = quote === -1 ? caret - (WORD.exec(before)?.[0].length ?? 0) : quote;
  const name = FIELD_BEFORE.exec(before.slice(0, start))?.[1];
  const field = name === undefined ? undefined : (fieldByName(name) ?? fieldByName(name.toLowerCase()));
  if (field !== undefined) return { kind: 'value', field, typed: before.slice(quote === -1 ? start : start + 1), from: start, to: valueEnd(text, start, caret) };
  if (quote !== -1 || name !== undefined) return null;
  const typed = before.slice(start).replace(/^-/, '');
  if (/^[/<>]/.test(typed) || (typed === '' && /[^\s(-]$/.test(before))) return null;
  return { kind: 'field', typed, from: caret - typed.length, to: caret + (/^[\w.@]*:?/.exec(text.slice(caret))?.[0].length ?? 0) };
}

export interface FieldOffer { name: string; label: string; score: number }

/** Fields whose name or label holds what was typed: beginnings first, then in the order of the catalogue. */
export function offerFields(typed: string, labelOf: (field: CatalogueField) => string, max: number): FieldOffer[] {
  const wanted = typed.toLowerCase();
  const offers = FIELD_CATALOGUE.flatMap((field): FieldOffer[] => {
    const label = labelOf(field), name = field.name, low = label.toLowerCase();
    if (!name.includes(wanted) && !low.includes(wanted)) return [];
    return [{ name, label, score: name.startsWith(wanted) || low.startsWith(wanted) ? 0 : name.split('.').some((part) => part.startsWith(wanted)) ? 1 : 2 }];
  });
  return offers.sort((a, b) => a.score - b.score).slice(0, max);
}

/** Kinds of activity whose name or label holds what was typed, the frequent ones first: people know them by the words of their language. */
export function kindsLike(typed: string, counted: readonly { value: string; count: number }[], labelOf: (kind: string) => string): { value: string; label: string; count: number }[] {
  const wanted = typed.toLowerCase(), counts = new Map(counted.map(({ value, count }) => [value, count]));
  const kinds = ACTIVITY_KINDS.map((value) => ({ value: value as string, label: labelOf(value), count: counts.get(value) ?? 0 }));
  return kinds.filter(({ value, label }) => value.includes(wanted) || label.toLowerCase().includes(wanted)).sort((a, b) => b.count - a.count);
}

/** The text with a choice in the place of what was being written, and where the caret goes. */
export function accept(text: string, completing: Completing, choice: string): { text: string; caret: number } {
  const written = completing.kind === 'field' ? `${choice}:` : `${completing.field.type === 'number' ? choice : quoteValue(choice)} `;
  const rest = text.slice(completing.to), after = completing.kind === 'value' && rest.startsWith(' ') ? rest.slice(1) : rest;
  return { text: text.slice(0, completing.from) + written + after, caret: completing.from + written.length };
}
