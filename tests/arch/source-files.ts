import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '../..');
const SKIPPED = new Set(['generated', 'node_modules', '.next', 'dist']);

export interface SourceFile { path: string; text: string; lines: number }

/** TypeScript files below the given folders of the checkout, generated ones left out. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  const walk = (at: string): string[] => readdirSync(at, { withFileTypes: true })
    .filter((e) => !SKIPPED.has(e.name))
    .flatMap((e) => (e.isDirectory() ? walk(join(at, e.name)) : /\.(ts|tsx)$/.test(e.name) ? [join(at, e.name)] : []));
  return folders.flatMap((f) => walk(join(root, f))).map((file) => {
    const text = readFileSync(file, 'utf8');
    return { path: relative(root, file).replaceAll('\\', '/'), text, lines: text.split('\n').length - 1 };
  });
}
