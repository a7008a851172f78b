import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type RawRecord } from '../../../lib/engine/decode/types';

export const GOLDEN = join(import.meta.dirname, 'golden');

/** Golden input files, relative to their folder. */
export function goldenInputs(): string[] {
  return readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.in.json')).sort();
}

/** The records of one golden input file, or of all. */
export function goldenRecords(...files: readonly string[]): RawRecord[] {
  return (files.length > 0 ? files : goldenInputs()).flatMap((file) => {
    const records: unknown = JSON.parse(readFileSync(join(GOLDEN, file), 'utf8'));
    if (!Array.isArray(records)) throw new Error(`${file} must hold an array of records`);
    return records.map((record: unknown) => {
      if (typeof record !== 'string' && !isJsonObject(record)) throw new Error(`${file}: a record is an object or a text`);
      return record;
    });
  });
}
