import { describe, expect, it } from 'vitest';
import { NOTHING, nodeOfNoun, readPick, resolveSelection, writePick } from '@/components/alert/selection';
import { CONTENT } from './support/alert-fixture';

const select = (text: string) => resolveSelection(readPick(text), CONTENT);

describe('selecting', () => {
  it('a step selects its nodes and detections', () => {
    const { steps, nodes, signals } = select('step-3');
    expect([[...steps], [...nodes], [...signals]]).toEqual([[3], ['process:rar'], ['archive', 'hidden']]);
  });

  it('a node selects the steps that go through it and its detections', () => {
    const { steps, nodes, signals } = select('node-process:invoice');
    expect([[...steps], [...nodes], [...signals]]).toEqual([[2], ['process:invoice'], ['start']]);
  });

  it('a detection selects its step and the node that it happened at', () => {
    const { steps, nodes, signals } = select('signal-hidden');
    expect([[...steps], [...nodes], [...signals]]).toEqual([[3], ['process:rar'], ['hidden']]);
  });

  it.each([{ kind: 'step', number: 12 }, { kind: 'node', id: 'process:a|b c&d=é' }, { kind: 'signal', key: 'rule|pc|cmd.exe "x"\ny' }] as const)('survives the URL: %o', (pick) => {
    const url = new URLSearchParams({ sel: writePick(pick) }).toString();
    expect(readPick(new URLSearchParams(url).get('sel'))).toEqual(pick);
  });

  it.each([null, '', 'step-', 'step-x', 'step-99999', 'other-1', 'step-9', 'node-gone', 'signal-gone'])('of what is not there selects nothing: %s', (text) => {
    expect(resolveSelection(readPick(text), CONTENT)).toEqual(NOTHING);
  });
});

describe('nouns of a sentence', () => {
  const { nodes } = CONTENT.graph;

  it('lead to the node that they name, whatever its label', () => {
    expect(nodeOfNoun('host', 'pc-0412', nodes)).toBe('endpoint:pc-0412');
    expect(nodeOfNoun('account', 'EXAMPLE\\tanaka', nodes)).toBe('account:tanaka');
    expect(nodeOfNoun('file', 'C:\\Users\\tanaka\\Downloads\\請求書.exe', nodes)).toBe('file:invoice');
  });

  it('prefer the process of their own step among several of one name', () => {
    const twins = [...nodes, { ...nodes[5]!, id: 'process:rar-2' }];
    expect(nodeOfNoun('image', 'rar.exe', twins, ['process:rar-2'])).toBe('process:rar-2');
  });

  it('lead nowhere when there is no such node or they are no thing', () => {
    expect(nodeOfNoun('host', 'FS-02', nodes)).toBeUndefined();
    expect(nodeOfNoun('command', 'rar.exe', nodes)).toBeUndefined();
  });
});
