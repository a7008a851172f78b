import type { Sentence } from '../correlate/types';

/** Parameters that steer a sentence instead of standing in it. */
const STEERING = new Set(['level', 'phases', 'more']);
const UNKNOWN = 'none';
const PATHS = new Set(['file', 'registry', 'pipe', 'share', 'task']);
const CHARS_MAX = 56;

/** A parameter that stands in the sentence as a name of something. */
export function isNoun(name: string, value: string | number): value is string {
  return typeof value === 'string' && value !== UNKNOWN && !STEERING.has(name);
}

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
