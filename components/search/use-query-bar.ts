'use client';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { readHistory, remember, writeHistory } from './query-history';
import { checkSyntax, type SyntaxProblem } from './syntax-problem';
import { useOffers, type Offer, type Offers } from './use-offers';

export interface QueryBarState {
  input: RefObject<HTMLInputElement | null>;
  draft: string;
  problem: SyntaxProblem | null;
  /** What is on offer now; null while the list is closed or empty. */
  offers: Offers | null;
  /** The offer that the arrows have reached; -1: none. */
  active: number;
  type: (text: string, caret: number) => void;
  moveCaret: (caret: number) => void;
  open: () => void;
  close: () => void;
  choose: (offer: Offer) => void;
  run: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

interface Options { value: string; range: string; onRun: (query: string) => void; onHelp: () => void }

/** The query as it is being written: a draft beside the URL's, what is offered for it, and what is wrong with it. */
export function useQueryBar({ value, range, onRun, onHelp }: Options): QueryBarState {
  const input = useRef<HTMLInputElement>(null), wantedCaret = useRef<number | null>(null);
  const [draft, setDraft] = useState(value), [committed, setCommitted] = useState(value), [caret, setCaret] = useState(value.length);
  const [problem, setProblem] = useState<SyntaxProblem | null>(() => checkSyntax(value.trim()));
  const [isOpen, setOpen] = useState(false), [active, setActive] = useState(-1);
  if (committed !== value) {
    // Changed from outside (Back, a pivot, a saved search): the truth wins over the draft.
    setCommitted(value);
    setDraft(value);
    setProblem(checkSyntax(value.trim()));
  }
  const offers = useOffers(draft, caret, range, isOpen), items = offers?.items ?? [];
  useLayoutEffect(() => {
    if (wantedCaret.current === null) return;
    input.current?.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  });
  const close = (): void => { setOpen(false); setActive(-1); };
  const run = (text: string): void => {
    const query = text.trim(), wrong = checkSyntax(query);
    close();
    setProblem(wrong);
    if (wrong !== null) return;
    writeHistory(remember(readHistory(), query));
    onRun(query);
  };
  const choose = ({ apply }: Offer): void => {
    const next = apply();
    setDraft(next.text);
    setCaret(next.caret);
    setActive(-1);
    wantedCaret.current = next.caret;
    input.current?.focus();
    if (next.run) run(next.text);
  };
  const walk = (step: 1 | -1): void => {
    if (isOpen && items.length > 0) setActive(step === 1 ? (active + 1) % items.length : active <= 0 ? items.length - 1 : active - 1);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = isOpen ? items[active] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') walk(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter') { if (chosen === undefined) run(draft); else choose(chosen); }
    else if (event.key === 'Tab' && chosen !== undefined) choose(chosen);
    else if (event.key === '?' && draft === '') onHelp();
    else if (event.key === 'Escape') {
      event.stopPropagation();
      if (isOpen && items.length > 0) close();
      else event.currentTarget.blur();
      return;
    } else return;
    event.preventDefault();
  };
  return {
    input, draft, problem, active, offers: isOpen && items.length > 0 ? offers : null, moveCaret: setCaret, open: () => setOpen(true), close, choose, run: () => run(draft), onKeyDown,
    type: (text, at) => { setDraft(text); setCaret(at); setActive(-1); setOpen(true); setProblem(null); },
  };
}
