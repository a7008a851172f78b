import 'server-only';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { requirePermission, type Context } from '../platform/context';
import { AppError, asAppError } from '../platform/errors';
import type { RuleSource } from '../engine/sigma/types';
import { IMPORT_LIMITS } from './limits';
import type { RuleProblem } from './model';
import { readZip } from './read-zip';

/** Where rules are imported from: an uploaded archive, or a folder (such as a git checkout) on the server's disk. */
export type ImportSource = { kind: 'zip'; bytes: Uint8Array } | { kind: 'folder'; path: string };

export interface ReadSources { sources: RuleSource[]; problems: RuleProblem[]; filesWithoutRules: number }

const { entriesMax, fileBytesMax, nameCharsMax, totalBytesMax, zipBytesMax } = IMPORT_LIMITS;
const RULE_FILE = /\.ya?ml$/i;
const HIDDEN = /(?:^|\/)\.(?!\.\/)/;
const SIGMA_SECTION = /^(?:detection|correlation|filter)\s*:/m;

const isWanted = (name: string): boolean => RULE_FILE.test(name) && !HIDDEN.test(name);

/** The server's disk is open to those who administer the system only. */
export function requireImportAllowed(ctx: Context, source: ImportSource): void {
  requirePermission(ctx, 'rule', 'write');
  if (source.kind === 'folder') requirePermission(ctx, 'system', 'write');
}

/** The rule files of a source, sorted by name. A file that cannot be read is a problem with its name; YAML files that hold no rule are counted. */
export async function readImportSource(source: ImportSource): Promise<ReadSources> {
  const reader = new SourceReader();
  if (source.kind === 'zip') readArchive(source.bytes, reader);
  else await readFolder(source.path, reader);
  return reader.finish();
}

class SourceReader {
  readonly #sources: RuleSource[] = [];
  readonly #problems: RuleProblem[] = [];
  #without = 0;
  #left = totalBytesMax;

  problem(file: string, reason: string): void {
    this.#problems.push({ severity: 'error', file: file.slice(0, nameCharsMax), line: 1, column: 1, reason });
  }

  add(file: string, bytes: Uint8Array): void {
    if ((this.#left -= bytes.length) < 0) throw new AppError('too_large', `The rule files have more than ${totalBytesMax} bytes together.`);
    if (file.length > nameCharsMax) return this.problem(file, `the name of the file has more than ${nameCharsMax} characters`);
    if (bytes.length > fileBytesMax) return this.problem(file, `the file has more than ${fileBytesMax} bytes`);
    let text;
    try { text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch (thrown) {
      if (thrown instanceof TypeError) return this.problem(file, 'the file is not UTF-8');
      throw thrown;
    }
    if (text.includes('\0')) return this.problem(file, 'the file holds the character U+0000');
    if (SIGMA_SECTION.test(text)) this.#sources.push({ file, text });
    else this.#without++;
  }

  finish(): ReadSources {
    const sources = this.#sources.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    return { sources, problems: this.#problems, filesWithoutRules: this.#without };
  }
}

function readArchive(bytes: Uint8Array, reader: SourceReader): void {
  if (bytes.length > zipBytesMax) throw new AppError('too_large', `The zip file has more than ${zipBytesMax} bytes.`);
  const entries = readZip(bytes, IMPORT_LIMITS, isWanted);
  const top = commonFolder(entries.map(({ name }) => name));
  for (const { name, problem, read } of entries) {
    const file = name.slice(top.length).replaceAll('\0', '\ufffd');
    if (name.startsWith('/') || name.split('/').includes('..')) reader.problem(file, 'the name of the file leads out of the archive');
    else if (problem !== undefined) reader.problem(file, problem);
    else {
      let content: Uint8Array;
      try { content = read(); } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        reader.problem(file, asAppError(thrown).message);
        continue;
      }
      reader.add(file, content);
    }
  }
}

/** Archives of repositories have everything in one folder named after the version; without it a file keeps its name from one version to the next. */
function commonFolder(names: readonly string[]): string {
  const top = names[0]?.includes('/') ? `${names[0].split('/', 1)[0]}/` : '';
  return top !== '' && names.every((name) => name.startsWith(top)) ? top : '';
}

async function readFolder(path: string, reader: SourceReader): Promise<void> {
  if (!isAbsolute(path)) throw new AppError('bad_request', 'The folder must be named by its whole path.', { fields: { path: 'must be absolute' } });
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new AppError('bad_request', `There is no folder ${path.slice(0, 300)} on the server.`, { fields: { path: 'is no folder' } });
  // Symbolic links are not followed: neither files nor folders are what they point to here.
  const entries = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  if (entries.length > entriesMax) throw new AppError('too_large', `The folder holds more than ${entriesMax} files.`);
  for (const entry of entries) {
    const at = join(entry.parentPath, entry.name), file = relative(path, at).replaceAll('\\', '/');
    if (!isWanted(file)) continue;
    const { size } = await stat(at);
    if (size > fileBytesMax) reader.problem(file, `the file has more than ${fileBytesMax} bytes`);
    else reader.add(file, await readFile(at));
  }
}
