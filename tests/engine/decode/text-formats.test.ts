import { describe, expect, it } from 'vitest';
import { parseAuditLine } from '../../../lib/engine/decode/auditd-line';
import { labelledExtension, parseCef } from '../../../lib/engine/decode/cef';
import { parseLeef } from '../../../lib/engine/decode/leef';
import { parseSyslog } from '../../../lib/engine/decode/syslog';
import { decode } from './collect';

describe('CEF as senders break it', () => {
  it.each(['CEF:0|Trend Micro|Apex Central|2019|AV|n|3|a=1', 'CEF: 0|Trend Micro|Apex Central|2019|AV|n|3|a=1', 'TMEF:0|Trend Micro|Apex Central|2019|AV|n|3|a=1', '<142>Mar  5 01:02:03 h 0|Trend Micro|Apex Central|2019|AV|n|3|a=1'])('%s', (line) => {
    expect(parseCef(line)).toMatchObject({ vendor: 'Trend Micro', product: 'Apex Central', eventClass: 'AV', severity: '3', extension: { a: '1' } });
  });

  it('custom fields are found under their labels; a label never hides a key', () => {
    expect({ ...labelledExtension({ cs1Label: 'Policy', cs1: 'x', cs2Label: 'src', cs2: 'y', src: '10.0.0.1' }) }).toMatchObject({ Policy: 'x', src: '10.0.0.1' });
  });
});

describe('LEEF', () => {
  const attributes = (line: string) => ({ ...parseLeef(line)?.attributes });

  it.each(['\t', '#011', '<009>', '\\0x09'])('version 1.0 is separated by tabs, also written as %j', (tab) => {
    expect(attributes(`<142>LEEF:1.0|V|P|1|E|a=two words${tab}b=x=y${tab}c=`)).toEqual({ a: 'two words', b: 'x=y', c: '' });
  });

  it.each([['^', '^'], ['x5E', '^'], ['0x7c', '|'], ['', '\t']])('version 2.0 names its delimiter: %j', (named, delimiter) => {
    expect(attributes(`LEEF:2.0|V|P|1|E|${named}|a=1${delimiter}b=2`)).toEqual({ a: '1', b: '2' });
  });

  it('where a relay made spaces of tabs, keys end values', () => {
    expect(attributes('LEEF:1.0|V|P|1|E|a=two words  b=2')).toEqual({ a: 'two words', b: '2' });
  });

  it.each(['LEEF:', 'LEEF:1.0|V|P', 'LEEF:x|a|b|c|d|e=1', 'nothing'])('%j is none', (line) => {
    expect(parseLeef(line)).toBeUndefined();
  });
});

describe('syslog envelopes', () => {
  it('RFC 5424 with structured data, escapes and a byte order mark', () => {
    expect(parseSyslog('<165>1 2024-03-05T01:02:03.004Z h.example app 12 ID [a@1 k="v \\"q\\" \\] \\\\"][b x="y"] \ufeffhello')).toEqual({
      facility: 20, severity: 5, time: { text: '2024-03-05T01:02:03.004Z', withoutYear: false }, host: 'h.example', app: 'app', processId: 12, data: expect.objectContaining({ 'a@1.k': 'v "q" ] \\', 'b.x': 'y' }) as unknown, message: 'hello',
    });
  });

  it.each([
    ['<34>Mar  5 01:02:03 h app[7]: text', { host: 'h', app: 'app', processId: 7, message: 'text' }],
    ['Mar  5 01:02:03 h app: text', { host: 'h', app: 'app', message: 'text' }],
    ['<34>Mar  5 01:02:03 app[7]: text', { app: 'app', processId: 7, message: 'text' }],
    ['<34> Mar 15 2024 01:02:03 h text', { host: 'h', message: 'text' }],
    ['2024-03-05T01:02:03+09:00 h app[7]: text', { host: 'h', app: 'app', message: 'text' }],
    ['<142>Mar  5 01:02:03 h CEF:0|a|b|c|d|e|1|', { host: 'h', message: 'CEF:0|a|b|c|d|e|1|' }],
    ['<142>LEEF:1.0|a', { message: 'LEEF:1.0|a' }],
  ])('%s', (line, expected) => {
    expect(parseSyslog(line)).toMatchObject(expected);
  });

  it.each(['text without envelope', '<192>Mar  5 01:02:03 h x: y', '{"a":1}', ''])('%j has none', (line) => {
    expect(parseSyslog(line)).toBeUndefined();
  });
});

describe('lines of the Linux audit log', () => {
  it('quoted, plain, hex-encoded and nested fields', () => {
    expect(parseAuditLine('type=USER_CMD msg=audit(1709600523.456:7): pid=1 msg=\'cwd="/root" cmd=6C73202D6C res=success\'')).toMatchObject({ type: 'USER_CMD', time: '1709600523.456', serial: '7', fields: { pid: '1', cwd: '/root', cmd: 'ls -l', res: 'success' } });
    expect(parseAuditLine('type=PROCTITLE msg=audit(1.000:2): proctitle=6C73002D6C')?.fields.proctitle).toBe('ls -l');
  });

  it('the numbers of a system call’s arguments are not text', () => {
    expect(parseAuditLine('type=SYSCALL msg=audit(1.000:2): a0=6C73 exe="/bin/ls"')?.fields).toMatchObject({ a0: '6C73', exe: '/bin/ls' });
  });

  it.each(['type=EXECVE', 'msg=audit(1.0:1): a', 'type=X msg=audit(x:1): '])('%j is none', (line) => {
    expect(parseAuditLine(line)).toBeUndefined();
  });
});

describe('W3C logs', () => {
  const header = '#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri cs(User-Agent)\n';

  it('rows take their names from the header; date and time become one', () => {
    expect(decode(`${header}2024-03-05 01:02:03 10.0.0.1 GET http://x.example/ "A ""b"" c"\n`, 'auto').records.map(({ value }) => value)).toEqual([
      { date: '2024-03-05', time: '01:02:03', 'c-ip': '10.0.0.1', 'cs-method': 'GET', 'cs-uri': 'http://x.example/', 'cs(User-Agent)': 'A "b" c', timestamp: '2024-03-05T01:02:03Z' },
    ]);
  });

  it('a row that does not fit is kept as text', () => {
    expect(decode(`${header}2024-03-05 01:02:03\n`, 'auto').records.map(({ value }) => value)).toEqual(['2024-03-05 01:02:03']);
  });
});
