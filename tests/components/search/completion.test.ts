import { describe, expect, it } from 'vitest';
import { accept, completingAt, kindsLike, offerFields } from '@/components/search/completion';

/** The caret stands at `|`. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return completingAt(marked.replace('|', ''), caret);
}
function accepted(marked: string, choice: string): string {
  const text = marked.replace('|', ''), completing = at(marked);
  if (completing === null) throw new Error('nothing is being written here');
  const next = accept(text, completing, choice);
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`;
}

describe('what is being written', () => {
  it('is a field\'s name wherever a word may begin', () => {
    for (const text of ['hos|', 'a and hos|', '(hos|', 'not hos|', '-hos|', 'x (y or hos|']) expect(at(text), text).toMatchObject({ kind: 'field', typed: 'hos' });
    expect(at('|')).toMatchObject({ kind: 'field', typed: '' });
  });

  it('is a value after a field that exists, with or without quotation mark', () => {
    expect(at('host.name:PC|')).toMatchObject({ kind: 'value', typed: 'PC', field: { name: 'host.name' } });
    expect(at('a and not process.executable:"C:\\Program Fi|')).toMatchObject({ kind: 'value', typed: 'C:\\Program Fi', field: { name: 'process.executable' } });
    expect(at('host.name:|')).toMatchObject({ kind: 'value', typed: '' });
  });

  it('is nothing within quoted text, after an unknown field, in a regular expression or right after a value', () => {
    for (const text of ['"some text hos|', 'nonsense:ab|', '/hos|', '"done"|', 'x:/ab|', '>5|']) expect(at(text), text).toBeNull();
  });
});

describe('a choice', () => {
  it('takes the place of what was being written and leaves the rest', () => {
    expect(accepted('hos| and x', 'host.name')).toBe('host.name:| and x');
    expect(accepted('a hos|t.ip:x', 'host.name')).toBe('a host.name:|x');
    expect(accepted('host.name:PC|', 'PC-0412')).toBe('host.name:"PC-0412" |');
    expect(accepted('host.name:"PC|" and x', 'PC-0412')).toBe('host.name:"PC-0412" |and x');
    expect(accepted('-hos|', 'host.name')).toBe('-host.name:|');
    expect(accepted('destination.port:4|', '443')).toBe('destination.port:443 |');
  });

  it('is written so that it means itself, whatever is in the value', () => {
    expect(accepted('process.command_line:x|', 'say "hi" *')).toBe('process.command_line:"say ""hi"" **" |');
  });
});

describe('fields on offer', () => {
  const label = ({ property }: { property: string }) => (property === 'endpointName' ? 'エンドポイント' : property === 'message' ? 'メッセージ' : property);

  it('are found by name and by the label of the reader\'s language, beginnings first', () => {
    expect(offerFields('host', label, 9).map(({ name }) => name).slice(0, 3)).toEqual(['host.name', 'host.id', 'host.ip']);
    expect(offerFields('エンド', label, 9).map(({ name }) => name)).toEqual(['host.name']);
    expect(offerFields('command', label, 9)[0]?.name).toBe('process.command_line');
    expect(offerFields('', label, 5)).toHaveLength(5);
    expect(offerFields('nothing of the kind', label, 5)).toEqual([]);
  });
});

describe('kinds of activity on offer', () => {
  const label = (kind: string): string => (kind === 'logon' ? 'ログオン' : kind === 'logon_failure' ? 'ログオン失敗' : kind);

  it('are found by the label of the reader\'s language too, the frequent ones first, the absent ones as well', () => {
    expect(kindsLike('ログオン', [{ value: 'logon_failure', count: 7 }], label)).toEqual([{ value: 'logon_failure', label: 'ログオン失敗', count: 7 }, { value: 'logon', label: 'ログオン', count: 0 }]);
    expect(kindsLike('PROCESS_ST', [], label).map(({ value }) => value)).toEqual(['process_start']);
  });
});
