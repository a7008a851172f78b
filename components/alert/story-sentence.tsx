'use client';
import { Fragment, type ReactNode } from 'react';
import type { Sentence } from '@/lib/engine/correlate/types';
import { useMessage } from '../i18n/use-message';
import { cx } from '../ui/cx';
import { markNouns, shortParams, shortValue, splitStory } from './story-text';

const MONO = new Set(['command', 'text', 'file', 'url', 'registry', 'pipe', 'hash', 'session']);

interface Props {
  sentence: Sentence;
  /** Makes a noun selectable: what to do when it is pressed, undefined where there is nothing to select. */
  onNoun?: (name: string, value: string) => (() => void) | undefined;
}

/** A sentence of the story in the reader's language; nouns stand out, long values are cut and whole on hover. */
export function StorySentence({ sentence, onNoun }: Props) {
  const message = useMessage();
  const parts = splitStory(message(`story.${sentence.key}`, markNouns(sentence.params)), sentence.params);
  return <>{parts.map((part, index) => <Fragment key={index}>{'text' in part ? part.text : <Noun {...part} onPress={onNoun?.(part.name, part.value)} />}</Fragment>)}</>;
}

function Noun({ name, value, onPress }: { name: string; value: string; onPress: (() => void) | undefined }): ReactNode {
  const short = shortValue(name, value);
  const look = MONO.has(name) ? 'font-mono text-sm break-all text-content-secondary' : 'font-medium text-content';
  const title = short === value ? undefined : value;
  if (onPress === undefined) return <span className={look} title={title}>{short}</span>;
  return (
    <button type="button" title={title} onClick={(event) => { event.stopPropagation(); onPress(); }}
      className={cx(look, 'rounded-sm text-left underline decoration-stroke-strong decoration-dotted underline-offset-3 hover:text-content-accent hover:decoration-solid')}>
      {short}
    </button>
  );
}

/** The sentence as plain text with short values: table cells, page titles, accessible names. */
export function useStoryText(): (sentence: Sentence) => string {
  const message = useMessage();
  return (sentence) => message(`story.${sentence.key}`, shortParams(sentence.params));
}
