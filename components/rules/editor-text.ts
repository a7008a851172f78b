/** A text with its selection, as an edit leaves it. */
export interface EditState { text: string; start: number; end: number }

const INDENT = '  ';

/** How many lines an editor shows: one more than there are line breaks. */
export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Offset of the first character of a line, counted from 1; the last line's when there are fewer. */
export function lineStart(text: string, line: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  return start;
}

/** The line an offset lies in, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return countLines(text.slice(0, offset));
}

/** Tab: spaces up to the next stop, or every selected line one step to the right. */
export function indent({ text, start, end }: EditState): EditState {
  if (!text.slice(start, end).includes('\n')) {
    const column = start - lineBegin(text, start);
    const spaces = INDENT.slice(column % INDENT.length);
    return { text: text.slice(0, start) + spaces + text.slice(end), start: start + spaces.length, end: start + spaces.length };
  }
  return mapLines({ text, start, end }, (line) => (line === '' ? line : INDENT + line));
}

/** Shift+Tab: every selected line one step to the left. */
export function outdent(state: EditState): EditState {
  return mapLines(state, (line) => line.replace(/^ {1,2}/, ''));
}

/** Enter: the new line begins where this one does, one step further in below a key. */
export function breakLine({ text, start, end }: EditState): EditState {
  const before = text.slice(lineBegin(text, start), start);
  const inner = /^\s*/.exec(before)?.[0] ?? '';
  const added = `\n${inner}${/:\s*$/.test(before) ? INDENT : ''}`;
  return { text: text.slice(0, start) + added + text.slice(end), start: start + added.length, end: start + added.length };
}

function lineBegin(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function mapLines({ text, start, end }: EditState, change: (line: string) => string): EditState {
  const from = lineBegin(text, start);
  // A selection that ends at the beginning of a line does not mean that line.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end;
  const stop = text.indexOf('\n', last);
  const to = stop === -1 ? text.length : stop;
  const lines = text.slice(from, to).split('\n');
  const changed = lines.map(change);
  const first = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const all = changed.join('\n').length - (to - from);
  const movedStart = Math.max(from, start + first);
  return { text: text.slice(0, from) + changed.join('\n') + text.slice(to), start: movedStart, end: Math.max(movedStart, end + all) };
}
