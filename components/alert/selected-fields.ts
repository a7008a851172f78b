import type { GraphNode, Sentence } from '@/lib/engine/correlate/types';
import { shortValue } from './story-text';

export interface FieldValue { field: string; value: string; mono: boolean; /** Shown as a block of its own: too long for a line. */ block: boolean }

const BLOCKS = new Set(['command', 'text', 'processCommandLine', 'parentProcessCommandLine', 'registryData', 'scriptText']);
const MONO = /image|path|guid|sha256|address|url|key|id$|port|file|command|text|registry|pipe|share|hash/i;
const LONG_CHARS = 90;

/** What a sentence shows only in short, whole. */
export function longValues(sentence: Sentence): FieldValue[] {
  return Object.entries(sentence.params).flatMap(([name, value]): FieldValue[] => {
    if (typeof value !== 'string' || value === '' || value === 'none' || name === 'images') return [];
    const always = BLOCKS.has(name);
    return always || shortValue(name, value) !== value ? [{ field: name, value, mono: MONO.test(name), block: always || value.length > LONG_CHARS }] : [];
  });
}

/** Everything known of a node, the shortest facts first, long texts as blocks. */
export function nodeFields(node: Pick<GraphNode, 'properties'>): FieldValue[] {
  const fields = Object.entries(node.properties).map(([field, value]) => ({ field, value: String(value), mono: MONO.test(field), block: BLOCKS.has(field) }));
  return fields.sort((a, b) => Number(a.block) - Number(b.block));
}
