import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { yagura } from './command';
import { newFolder } from './environment';

export interface Office { folder: string; records: number; files: number; remove(): void }

const LINES_PER_FILE = 1_000;

/** Two days of an office with an intrusion, always the same, cut into many small files: each is one batch of a sender. */
export async function recordOffice({ endpoints, days }: { endpoints: number; days: number }): Promise<Office> {
  const whole = newFolder(), folder = newFolder();
  const { code, stderr } = await yagura(['simulate', '--endpoints', String(endpoints), '--days', String(days), '--start', '2026-01-19T00:00:00+09:00', '--out', whole]).outcome;
  if (code !== 0) throw new Error(`simulate ended with ${code}: ${stderr}`);
  let records = 0, files = 0;
  for (const name of readdirSync(whole).sort()) {
    const lines = readFileSync(join(whole, name), 'utf8').split('\n').filter(Boolean);
    const below = join(folder, basename(name, extname(name)));
    mkdirSync(below);
    records += lines.length;
    for (let from = 0; from < lines.length; from += LINES_PER_FILE, files++)
      writeFileSync(join(below, `${String(from).padStart(8, '0')}${extname(name)}`), `${lines.slice(from, from + LINES_PER_FILE).join('\n')}\n`);
  }
  rmSync(whole, { recursive: true });
  return { folder, records, files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
