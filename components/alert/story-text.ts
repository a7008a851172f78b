import type { Sentence } from '@/lib/engine/correlate/types';

/** A stretch of a sentence: plain words, or the value of one of its parameters. */
export type StoryPart = { text: string } | { name: string; value: string };

/** Parameters that steer a sentence instead of standing in it. */
const STEERING = new Set(['level', 'phases', 'more']);
const UNKNOWN = 'none';
const OPEN = '\uE000', CLOSE = '\uE001';
const MARKED = /\uE000([a-z]+)\uE001/i;

/** The parameters with each noun replaced by a mark that survives the message format; what steers (numbers, selections, "none") stays. */
export function markNouns(params: Sentence['params']): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isNoun(name, value) ? `${OPEN}${name}${CLOSE}` : value]));
}

function isNoun(name: string, value: string | number): value is string {
  return typeof value === 'string' && value !== UNKNOWN && !STEERING.has(name);
}

/** A formatted sentence cut at its marks. Joining the parts gives the sentence back. */
export function splitStory(text: string, params: Sentence['params']): StoryPart[] {
  return text.split(/(\uE000[a-z]+\uE001)/i).flatMap((piece): StoryPart[] => {
    const name = MARKED.exec(piece)?.[1];
    const value = name === undefined ? undefined : params[name];
    if (name !== undefined && typeof value === 'string') return [{ name, value }];
    return piece === '' ? [] : [{ text: piece }];
  });
}

const PATHS = new Set(['file', 'registry', 'pipe', 'share', 'task']);
const CHARS_MAX = 56;

/** How a value reads inside a sentence: accounts without their domain, paths by their last part, the rest cut to a line. The whole value stays on demand. */
export function shortValue(name: string, value: string): string {
  if (name === 'account' || name === 'second') return value.slice(value.lastIndexOf('\\') + 1);
  if (PATHS.has(name)) return cut(value.replace(/[\\/]+$/, '').split(/[\\/]/).at(-1) ?? value);
  return cut(value.replace(/\s+/g, ' ').trim());
}

function cut(text: string): string {
  return text.length <= CHARS_MAX ? text : `${text.slice(0, CHARS_MAX - 1).trimEnd()}…`;
}

/** The sentence with short values throughout, for titles and plain text. */
export function shortParams(params: Sentence['params']): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isNoun(name, value) ? shortValue(name, value) : value]));
}
