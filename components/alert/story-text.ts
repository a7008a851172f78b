import type { Sentence } from '@/lib/engine/correlate/types';
import { isNoun } from '@/lib/engine/graph/short-params';

export { shortParams, shortValue } from '@/lib/engine/graph/short-params';

/** A stretch of a sentence: plain words, or the value of one of its parameters. */
export type StoryPart = { text: string } | { name: string; value: string };

const OPEN = '\uE000', CLOSE = '\uE001';
const MARKED = /\uE000([a-z]+)\uE001/i;

/** The parameters with each noun replaced by a mark that survives the message format; what steers (numbers, selections, "none") stays. */
export function markNouns(params: Sentence['params']): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isNoun(name, value) ? `${OPEN}${name}${CLOSE}` : value]));
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
