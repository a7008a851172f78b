export interface DiffLine { kind: 'same' | 'removed' | 'added'; text: string; /** Line numbers from 1, in the old and in the new text. */ before?: number; after?: number }

/** Rules are short; a comparison of more cells than this says "all removed, all added" instead of stopping the page. */
const CELLS_MAX = 4_000_000;

/** The shortest edit from one text to the other, line by line; what is removed stands before what is added. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = linesOf(before), b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (from: number, count: number, shift: number): DiffLine[] =>
    Array.from({ length: count }, (_, index) => ({ kind: 'same', text: a[from + index] ?? '', before: from + index + 1, after: from + index + 1 + shift }));
  return [
    ...same(0, head, 0),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head),
    ...same(a.length - tail, tail, b.length - a.length),
  ];
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function middle(a: readonly string[], b: readonly string[], head: number): DiffLine[] {
  const removed = (index: number): DiffLine => ({ kind: 'removed', text: a[index] ?? '', before: head + index + 1 });
  const added = (index: number): DiffLine => ({ kind: 'added', text: b[index] ?? '', after: head + index + 1 });
  if (a.length * b.length > CELLS_MAX) return [...a.map((_, i) => removed(i)), ...b.map((_, j) => added(j))];
  const common = commonLengths(a, b);
  const width = b.length + 1;
  const out: DiffLine[] = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i] ?? '', before: head + i + 1, after: head + j + 1 });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) out.push(removed(i++));
    else out.push(added(j++));
  }
  return out;
}

/** Length of the longest common subsequence of the rests from (i, j) on, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

export interface DiffFold { kind: 'fold'; count: number; key: number }

/** Long unchanged stretches folded away, with some lines of context around every change. */
export function foldUnchanged(lines: readonly DiffLine[], context = 3): (DiffLine | DiffFold)[] {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, index) => { if (line.kind !== 'same') near.fill(1, Math.max(0, index - context), index + context + 1); });
  const out: (DiffLine | DiffFold)[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) continue;
    const last = out.at(-1);
    if (near[index] === 1) out.push(line);
    else if (last?.kind === 'fold') last.count++;
    else out.push({ kind: 'fold', count: 1, key: index });
  }
  return out;
}
