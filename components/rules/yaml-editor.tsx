'use client';
import { useEffect, useRef, type KeyboardEvent, type Ref } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleProblem } from '@/lib/rules/model';
import { cx } from '../ui/cx';
import { isImeKey } from '../ui/ime';
import { breakLine, countLines, indent, outdent, type EditState } from './editor-text';

/** Height of a line, in px: gutter, marks and text share it. */
const LINE = 20;
const PAD = 8;

interface Props {
  id: string;
  value: string;
  onChange: (text: string) => void;
  label: string;
  problems: readonly RuleProblem[];
  describedBy: string;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Puts an edit into the text as if it had been typed, so that the browser's undo knows it. */
function applyEdit(area: HTMLTextAreaElement, next: EditState): void {
  const { value } = area;
  let from = 0;
  while (from < value.length && from < next.text.length && value[from] === next.text[from]) from++;
  let left = 0;
  while (left < value.length - from && left < next.text.length - from && value[value.length - 1 - left] === next.text[next.text.length - 1 - left]) left++;
  area.setSelectionRange(from, value.length - left);
  const added = next.text.slice(from, next.text.length - left);
  if (!document.execCommand(added === '' ? 'delete' : 'insertText', false, added)) {
    area.setRangeText(added);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(next.start, next.end);
}

/**
 * A plain text area with line numbers. Tab indents, Enter keeps the indentation; after Escape, Tab leaves as everywhere else. Keys of an input method are
 * never touched.
 */
export function YamlEditor({ id, value, onChange, label, problems, describedBy, ref }: Props) {
  const gutter = useRef<HTMLDivElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (isImeKey(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') { leaving.current = true; return; }
    const area = event.currentTarget, state = { text: area.value, start: area.selectionStart, end: area.selectionEnd };
    if (event.key === 'Tab' && !leaving.current) {
      event.preventDefault();
      const next = event.shiftKey ? outdent(state) : indent(state);
      if (next.text !== state.text) applyEdit(area, next);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      applyEdit(area, breakLine(state));
    }
    if (event.key !== 'Shift') leaving.current = false;
  };
  const lines = countLines(value);
  const byLine = new Map(problems.map((problem) => [Math.min(lines, problem.line), problem]));
  return (
    <div className="relative flex h-full min-h-80 overflow-hidden rounded-md border border-stroke-strong bg-surface font-mono text-sm focus-within:outline-2 focus-within:outline-stroke-focus">
      <div ref={gutter} aria-hidden className="w-12 shrink-0 overflow-hidden border-r border-stroke-subtle bg-surface-sunken text-right text-content-tertiary tabular-nums select-none" style={{ paddingBlock: PAD }}>
        {Array.from({ length: lines }, (_, index) => <GutterLine key={index} line={index + 1} problem={byLine.get(index + 1)} />)}
        <div style={{ height: 4 * LINE }} />
      </div>
      <div className="relative min-w-0 flex-1">
        <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
          <div ref={marks} className="relative">
            {[...byLine].map(([line, problem]) => <div key={line} className={cx('absolute inset-x-0', problem.severity === 'error' ? 'bg-surface-negative' : 'bg-surface-notice')} style={{ top: PAD + (line - 1) * LINE, height: LINE }} />)}
          </div>
        </div>
        <textarea ref={ref} id={id} value={value} aria-label={label} aria-describedby={describedBy} aria-invalid={problems.some(({ severity }) => severity === 'error') || undefined}
          wrap="off" spellCheck={false} autoCapitalize="off" autoCorrect="off" autoComplete="off" onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown} onBlur={() => { leaving.current = false; }}
          onScroll={(event) => { const { scrollTop } = event.currentTarget; if (gutter.current) gutter.current.scrollTop = scrollTop; if (marks.current) marks.current.style.transform = `translateY(${-scrollTop}px)`; }}
          className="absolute inset-0 block size-full resize-none overflow-auto bg-transparent px-3 text-content outline-none" style={{ paddingBlock: PAD, lineHeight: `${LINE}px`, tabSize: 2 }} />
      </div>
    </div>
  );
}

function GutterLine({ line, problem }: { line: number; problem: RuleProblem | undefined }) {
  const look = problem === undefined ? undefined : problem.severity === 'error' ? 'text-content-negative font-medium' : 'text-content-notice font-medium';
  return <div title={problem?.reason} className={cx('pr-2', look)} style={{ height: LINE, lineHeight: `${LINE}px` }}>{problem === undefined ? '' : problem.severity === 'error' ? '✕ ' : '! '}{line}</div>;
}

/** Warns before the page is left with something unsaved. */
export function useLeaveGuard(active: boolean): void {
  const t = useTranslations('rules.editor');
  useEffect(() => {
    if (!active) return;
    const guard = (event: BeforeUnloadEvent): void => event.preventDefault();
    // Links inside the console do not unload the page.
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link === null || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || link.getAttribute('target') === '_blank') return;
      if (!window.confirm(t('leave'))) { event.preventDefault(); event.stopPropagation(); }
    };
    window.addEventListener('beforeunload', guard);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', guard);
      document.removeEventListener('click', onClick, true);
    };
  }, [active, t]);
}
