import { describe, expect, it } from 'vitest';
import { draftRule } from '@/components/search/rule-draft';
import type { JsonObject } from '@/lib/engine/decode/types';
import { normalise } from '@/lib/engine/normalise/registry';
import { parseSearch } from '@/lib/engine/query/search-parser';
import { compileRules } from '@/lib/engine/sigma/rule-set';
import { naivelyMatches } from '../../support/naive-search';

/** A process start as Sysmon has it, on an invented host. */
const processStart = (extra: Record<string, unknown>): Record<string, unknown> => ({
  EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', SourceName: 'Microsoft-Windows-Sysmon', Hostname: 'PC-SATO', UtcTime: '2026-11-20 00:00:07.000', ProcessGuid: '{00000000-0000-0000-0000-000000000007}', ProcessId: 4007,
  Image: 'C:\\Windows\\System32\\notepad.exe', CommandLine: 'notepad.exe memo.txt', User: 'KOYAMA\\sato', ParentImage: 'C:\\Windows\\explorer.exe', ...extra,
});
const seen = (record: Record<string, unknown>) => normalise(record as JsonObject, { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.UTC(2026, 10, 20) });
const RECORDS = [
  {}, { CommandLine: 'cmd.exe /c whoami /all', Image: 'C:\\Windows\\System32\\cmd.exe' }, { CommandLine: 'x * y? \\\\FS-01\\share\\*', User: 'KOYAMA\\kato' }, { ParentImage: 'C:\\Office\\winword.exe', CommandLine: "it's -enc AAAA", ProcessId: 4200 },
].map((extra) => processStart(extra));

function matching(query: string): { rule: boolean[]; search: boolean[] } {
  const draft = draftRule(query);
  if (!('text' in draft)) throw new Error(`${query}: ${draft.reason} ${draft.field}`);
  const rules = compileRules([{ file: 'draft.yml', text: draft.text }]);
  expect([...rules.errors, ...rules.warnings], draft.text).toEqual([]);
  const node = parseSearch(query);
  return { rule: RECORDS.map((record) => rules.matchIds(seen({ ...record }).event).length === 1), search: RECORDS.map((record) => naivelyMatches(node, seen({ ...record }).activity)) };
}

const START = 'event.action:process_start';

describe('a rule made from a search', () => {
  it.each([
    `${START} and process.executable:"*\\cmd.exe"`, `${START} process.command_line:*whoami*`, `${START} and process.command_line:"x ** y? \\\\FS-01\\share\\**"`, `${START} and process.command_line:"*\\\\FS-01\\*"`, `${START} and process.command_line:"it's*"`,
    `${START} and process.parent.executable:("*\\winword.exe" or "*\\excel.exe")`, `${START} and not user.name:"KOYAMA\\sato"`, `${START} and process.executable:*note* and not process.command_line:(*whoami* or *enc*)`, `${START} and process.command_line:/-E(nc|c)\\s/`,
    `${START} and process.pid:>4100`, `${START} and process.pid:4200`, `${START} and whoami`, `${START} and not (whoami or enc)`, `${START} and event.module:windows and process.command_line:*c* and process.command_line:*all*`,
  ])('finds what the search finds: %s', (query) => {
    const { rule, search } = matching(query);
    expect(rule).toEqual(search);
    expect(new Set(search).size).toBe(2);
  });

  it('says of what it was made, on one line, whatever the query holds', () => {
    const draft = draftRule(`${START} and process.command_line:"a\nb 'c' # d: e"`);
    if (!('text' in draft)) throw new Error(draft.reason);
    expect(compileRules([{ file: 'draft.yml', text: draft.text }]).errors).toEqual([]);
    expect(draft.text.split('\n').filter((line) => line.startsWith('title:'))).toHaveLength(1);
  });
});

describe('a search that cannot be a rule', () => {
  it.each([
    ['', 'empty', ''], [START, 'empty', ''], ['cmd.exe', 'needsKind', ''], [`${START} or whoami`, 'complex', ''], ['event.action:logon and user.name:x', 'kind', 'logon'], [`${START} and host.id:pc-1`, 'field', 'host.id'],
    [`${START} and @timestamp:>2026-01-01`, 'field', '@timestamp'], [`${START} and *:"x"`, 'field', '*'], [`${START} and (user.name:a or process.pid:1)`, 'complex', ''], [`${START} and process.pid:1..9`, 'complex', ''], ['"open', 'unread', ''], [`${START} and not (user.name:a and user.name:b)`, 'complex', ''],
  ])('says why: %s', (query, reason, field) => expect(draftRule(query)).toEqual({ reason, field }));
});
