import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { describe, expect, it } from 'vitest';
import { copyArray, copyInstant, copyJson, CopyRows, copyText } from '../../lib/ingest/copy-text';
import { withDatabase } from '../support/database';

const database = withDatabase();

/** What the database is expected to hold of a text: NUL and halves of pairs become U+FFFD. */
const held = (text: string): string => Buffer.from(text.replaceAll('\0', '\ufffd')).toString();

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\\', 'N', 'n', '\t', '\n', '\r', '\0', '"', '{', ',', '}', 'u', '0', 'd', '8', '\ud800', '\udfff', '.', '日') }));

describe('rows in COPY text form are read back by PostgreSQL as they were meant', () => {
  it('whatever is in texts, arrays and JSON', async () => {
    const rows = fc.sample(fc.record({ text: anyText, list: fc.array(anyText, { maxLength: 4 }), json: fc.dictionary(anyText, fc.oneof(anyText, fc.integer()), { maxKeys: 4 }) }), { numRuns: 400, seed: 7 });
    const copy = new CopyRows();
    rows.forEach(({ text, list, json }, i) => copy.row([String(i), copyText(text, 1_000), copyArray(list), copyJson(json)].join('\t')));
    const client = new pg.Client({ connectionString: database.url() });
    await client.connect();
    try {
      await client.query('CREATE TEMPORARY TABLE t (i int, text text, list text[], json jsonb)');
      await pipeline(Readable.from(copy.finish()), client.query(copyFrom("COPY t FROM STDIN (FORMAT text, NULL '')")));
      const read = await client.query<{ text: string | null; list: string[]; json: unknown }>('SELECT text, list, json FROM t ORDER BY i');
      expect(read.rows).toHaveLength(rows.length);
      rows.forEach(({ text, list, json }, i) => {
        expect(read.rows[i]?.text ?? '').toBe(held(text));
        expect(read.rows[i]?.list).toEqual(list.map(held));
        expect(read.rows[i]?.json).toEqual(Object.fromEntries(Object.entries(json).map(([key, value]) => [held(key), typeof value === 'string' ? held(value) : value])));
      });
    } finally {
      await client.end();
    }
  });

  it('a text that is cut is cut between characters', () => {
    expect(copyText('ab😀', 3)).toBe('ab');
    expect(copyText('ab😀', 4)).toBe('ab😀');
    expect(copyText(undefined, 3)).toBe('');
  });

  it('instants are UTC with milliseconds, also before 1970', () => {
    for (const ms of [0, 1, 999, 1_763_596_800_123, -1, -62_135_596_800_000, 253_402_300_799_999]) expect(copyInstant(ms)).toBe(new Date(ms).toISOString());
  });
});
