import { describe, expect, it } from 'vitest';
import { decode, spanTexts } from './collect';

const values = (body: string | Uint8Array, ...rest: [format?: 'auto' | 'json']) => decode(body, ...rest).records.map(({ value }) => value);
const reasons = (body: string | Uint8Array) => decode(body).rejects.map(({ reason }) => reason);

describe('JSON bodies', () => {
  it('NDJSON: one record per line, spans without line breaks', () => {
    const body = '{"a":1}\n{"b":"x"}\r\n\n{"c":[1,2]} \n';
    expect(values(body)).toEqual([{ a: 1 }, { b: 'x' }, { c: [1, 2] }]);
    expect(spanTexts(body, decode(body))).toEqual(['{"a":1}', '{"b":"x"}', '{"c":[1,2]}']);
  });

  it('spans stay byte offsets behind characters of several bytes', () => {
    const body = '{"name":"東京 😀"}\n{"n":2}\n{"name":"é"}\n{"n":4}';
    expect(spanTexts(body, decode(body))).toEqual(body.split('\n'));
  });

  it('spans are right across many decoding segments, ASCII or not', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ i, text: i % 7 === 0 ? `値${i}` : 'x'.repeat(i % 200) }));
    const body = lines.join('\n');
    expect(spanTexts(body, decode(body))).toEqual(lines);
  });

  it.each([
    ['array on one line', '[{"a":1},{"b":{"c":"],["}}]'],
    ['array of lines', '[\n{"a":1},\n{"b":{"c":"],["}}\n]\n'],
    ['pretty-printed array', JSON.stringify([{ a: 1 }, { b: { c: '],[' } }], null, 2)],
    ['concatenated objects', '{"a":1}{"b":{"c":"],["}}'],
    ['pretty-printed objects one after another', `${JSON.stringify({ a: 1 }, null, 4)}\n${JSON.stringify({ b: { c: '],[' } }, null, 4)}\n`],
    ['objects and pretty-printed objects mixed', `{"a":1}\n${JSON.stringify({ b: { c: '],[' } }, null, 2)}`],
  ])('%s', (_, body) => {
    const result = decode(body);
    expect(result.rejects).toEqual([]);
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, { b: { c: '],[' } }]);
    expect(spanTexts(body, result).map((text) => JSON.parse(text) as unknown)).toEqual([{ a: 1 }, { b: { c: '],[' } }]);
  });

  it('a byte order mark before the body or before a record is no part of a record', () => {
    const body = '\ufeff{"a":1}\n\ufeff{"b":2}\n';
    expect(values(body)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(spanTexts(body, decode(body))).toEqual(['{"a":1}', '{"b":2}']);
  });

  it.each(['utf-16le', 'utf-16be'])('%s with a byte order mark: records are read, spans are offsets of the original bytes', (encoding) => {
    const text = '\ufeff{"a":"é😀"}\n{"b":2}\n';
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le');
    const result = decode(bytes);
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 'é😀' }, { b: 2 }]);
    expect(result.records.map(({ start, end }) => new TextDecoder(encoding).decode(bytes.subarray(start, end)))).toEqual(['{"a":"é😀"}', '{"b":2}']);
  });

  it('UTF-16 that is not well-formed is refused as a whole', () => {
    expect(decode(new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00])).error).toEqual({ error: 'bad_encoding', reason: 'invalid UTF-16LE' });
  });
});

describe('bad JSON records never take good ones with them', () => {
  it('a broken line is a reject with its span; lines around it are kept', () => {
    const body = '{"a":1}\n{"a": tru\n{"b":2}\nnot json\n{"c":3}\n';
    const result = decode(body);
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(result.rejects.map(({ start, end }) => body.slice(start, end))).toEqual(['{"a": tru', 'not json']);
    expect(result.rejects.map(({ reason }) => reason)).toEqual(['JSON ends too early', 'not a JSON object']);
  });

  it('a truncated last record is one reject', () => {
    expect(reasons('{"a":1}\n{"b":"unfinis')).toEqual(['JSON ends too early']);
    expect(reasons(`{"a":1}\n${JSON.stringify({ b: { c: 1 }, d: 2 }, null, 2).slice(0, -4)}`)).toEqual(['JSON ends too early']);
  });

  it('a broken element of an array is one reject', () => {
    const result = decode('[{"a":1},{"b":nope},5,{"c":3}]');
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(result.rejects.map(({ reason }) => reason)).toEqual(['not valid JSON', 'not a JSON object']);
  });

  it('invalid UTF-8 is a reject and is never replaced', () => {
    const body = new Uint8Array([...new TextEncoder().encode('{"a":1}\n{"b":"'), 0xc3, 0x28, ...new TextEncoder().encode('"}\n{"c":3}')]);
    const result = decode(body);
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(result.rejects.map(({ reason }) => reason)).toEqual(['invalid UTF-8']);
  });

  it('NUL bytes are a reject', () => {
    const result = decode('{"a":1}\n\0\0\0\n{"b":"\0"}\n{"c":3}');
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(result.rejects).toHaveLength(2);
  });

  it('deep nesting is a reject, the deepest allowed is kept', () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
    expect(decode(`${nested(32)}\n${nested(33)}\n{"b":1}`).rejects.map(({ reason }) => reason)).toEqual(['nested deeper than 32']);
    expect(decode(`{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}\n{"b":1}`).records).toHaveLength(1);
  });

  it('a record over the size limit is a reject, and the next one is kept', () => {
    const result = decode(`{"big":"${'x'.repeat(300)}"}\n{"b":1}`, 'auto', { recordBytesMax: 200 });
    expect(result.rejects.map(({ reason }) => reason)).toEqual(['longer than 200 bytes']);
    expect(result.records.map(({ value }) => value)).toEqual([{ b: 1 }]);
  });

  it('more records than allowed refuse the body, rejects counted', () => {
    expect(decode('{"a":1}\n{"a":\n{"a":3}\n', 'auto', { recordsMax: 2 }).error).toEqual({ error: 'too_many_records', reason: 'more than 2 records' });
    expect(decode('{"a":1}\n{"a":2}\n', 'auto', { recordsMax: 2 }).error).toBeUndefined();
  });

  it('a field named __proto__ is data', () => {
    const [first] = decode('{"__proto__":{"polluted":true}}').records;
    expect(Object.getPrototypeOf(first?.value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('an array that never says anything is one reject', () => {
    expect(reasons('[[[ ')).toEqual(['JSON ends too early']);
    expect(reasons('[]')).toEqual([]);
  });

  it.each(['{\n', '{"a":[1,\n', '[', '{', '{"x":{}\n', '{"a":1,\n{"b":2},\n', '{"a":nope},', '{"a":1}'])('a body of nothing but %j is read without piling up work', (unit) => {
    const body = unit.repeat(Math.floor(60_000 / unit.length));
    const result = decode(body, 'auto', { recordsMax: 1_000_000 });
    expect(result.error).toBeUndefined();
    expect(result.records.length + result.rejects.length).toBeGreaterThan(0);
  });
});
