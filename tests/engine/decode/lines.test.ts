import { describe, expect, it } from 'vitest';
import { parseCef, parseExtension } from '../../../lib/engine/decode/cef';
import { decode, spanTexts } from './collect';

const conn = '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tid.orig_h\tservice\tlocal_orig\ttunnel_parents\n#types\ttime\taddr\tstring\tbool\tset[string]\n';
const dns = '#separator \\x09\n#path\tdns\n#fields\tts\tquery\tTTLs\n#types\ttime\tstring\tvector[interval]\n';

describe('Zeek TSV', () => {
  it('rows become what the JSON writer would give: types, unset, empty, sets and vectors', () => {
    const body = `${conn}1709600523.25\t10.0.0.1\t-\tT\t(empty)\n1709600524\t10.0.0.2\thttp\tF\tCa,Cb\n#close\t2024-03-05-02-00-00\n`;
    expect(decode(body).records.map(({ value }) => value)).toEqual([
      { _path: 'conn', ts: 1709600523.25, 'id.orig_h': '10.0.0.1', local_orig: true, tunnel_parents: [] },
      { _path: 'conn', ts: 1709600524, 'id.orig_h': '10.0.0.2', service: 'http', local_orig: false, tunnel_parents: ['Ca', 'Cb'] },
    ]);
  });

  it('a second header in the same body starts another log', () => {
    const body = `${conn}1\t10.0.0.1\t-\tT\t-\n${dns}2\texample.test\t60.0,-\n`;
    const result = decode(body, 'zeek');
    expect(result.records.map(({ value }) => value)).toEqual([
      { _path: 'conn', ts: 1, 'id.orig_h': '10.0.0.1', local_orig: true },
      { _path: 'dns', ts: 2, query: 'example.test', TTLs: [60, null] },
    ]);
    expect(spanTexts(body, result)).toEqual(['1\t10.0.0.1\t-\tT\t-', '2\texample.test\t60.0,-']);
  });

  it('a row whose columns do not fit is a reject; so is a row before any header', () => {
    expect(decode(`1\t2\n${dns}1\tx\n2\tok.test\t-\n`, 'zeek').rejects.map(({ reason }) => reason)).toEqual(['no #fields header before this line', 'number of columns differs from #fields']);
  });

  it('a column named __proto__ is data', () => {
    const [row] = decode('#separator \\x09\n#path\tx\n#fields\t__proto__\tb\n#types\tset[string]\tstring\na,b\tc\n').records;
    expect(Object.getPrototypeOf(row?.value)).toBe(Object.prototype);
  });
});

describe('lines of text', () => {
  it('each line is a record, with CRLF and empty lines left out', () => {
    const body = 'first line\r\n\r\nsecond é\n';
    const result = decode(body, 'syslog');
    expect(result.records.map(({ value }) => value)).toEqual(['first line', 'second é']);
    expect(spanTexts(body, result)).toEqual(['first line', 'second é']);
  });

  it('a JSON line among other lines is read as JSON', () => {
    expect(decode('<13>hello\n{"a":1}\n').records.map(({ value }) => value)).toEqual(['<13>hello', { a: 1 }]);
  });

  it('a body of lines in brackets is text', () => {
    expect(decode('[2024-03-05 01:02:03] started\n').records.map(({ value }) => value)).toEqual(['[2024-03-05 01:02:03] started']);
  });

  it('lines over the limit and invalid UTF-8 are rejects', () => {
    const body = new Uint8Array([...new TextEncoder().encode(`ok\n${'x'.repeat(99)}\n`), 0xff, 0x0a, 0x6f, 0x6b]);
    const result = decode(body, 'syslog', { recordBytesMax: 50 });
    expect(result.records.map(({ value }) => value)).toEqual(['ok', 'ok']);
    expect(result.rejects.map(({ reason }) => reason)).toEqual(['longer than 50 bytes', 'invalid UTF-8']);
  });
});

describe('CEF', () => {
  it('header escapes, a syslog header before it, values with spaces, escaped = and line breaks', () => {
    const cef = parseCef('<134>Mar  5 01:02:03 gw CEF:0|Hoshino|Gate \\| Way|1.0|100000|Name \\\\ x|2|src=10.0.0.1 msg=two words a\\=b#012next request=http://x.test/?q\\=1 cs1Label=Path');
    expect(cef).toMatchObject({ vendor: 'Hoshino', product: 'Gate | Way', eventClass: '100000', name: 'Name \\ x', severity: '2' });
    expect({ ...cef?.extension }).toEqual({ src: '10.0.0.1', msg: 'two words a=b\nnext', request: 'http://x.test/?q=1', cs1Label: 'Path' });
  });

  it('a header that ends early is no CEF; one without extension is', () => {
    expect(parseCef('CEF:0|a|b|c')).toBeUndefined();
    expect(parseCef('CEF:0|a|b|c|d|e|5')?.severity).toBe('5');
  });

  it('keys cannot reach the prototype', () => {
    const values = parseExtension('__proto__=x a=b');
    expect(values.a).toBe('b');
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});
