import type { RuleSource } from '../engine/sigma/types';

export interface DocumentSource extends RuleSource { firstLine: number }

const MARKER = /^(?:---|\.\.\.)(?:[ \t].*)?\r?$/;
const CONTENT = /^[^\s#%]/;

/**
 * The documents of a rule file, each by itself and with its first line. A marker in the first column ends a document wherever it stands, so lines suffice.
 * A file with one document keeps its text as it is. Further documents have their number in the name, so that each has its own.
 */
export function splitDocuments({ file, text }: RuleSource): DocumentSource[] {
  const lines = text.split('\n');
  const found: { firstLine: number; lines: string[] }[] = [];
  let current = { firstLine: 1, lines: [] as string[] };
  const close = (): void => { if (current.lines.some((line) => CONTENT.test(line))) found.push(current); };
  lines.forEach((line, index) => {
    if (!MARKER.test(line)) { current.lines.push(line); return; }
    close();
    current = { firstLine: index + 2, lines: [] };
  });
  close();
  if (found.length <= 1) return [{ file, text, firstLine: 1 }];
  return found.map((document, index) => ({ file: index === 0 ? file : `${file} (${index + 1})`, text: document.lines.join('\n'), firstLine: document.firstLine }));
}
