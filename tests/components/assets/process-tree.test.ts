import { describe, expect, it } from 'vitest';
import { processTrees, programName, type Run } from '@/components/assets/process-tree';
import type { ProcessNode } from '@/lib/assets/model';

const run = (uuid: string, at: number, more: Partial<ProcessNode> = {}): ProcessNode =>
  ({ uuid, at, guid: null, pid: null, parentGuid: null, parentPid: null, image: `C:\\Tools\\${uuid}.exe`, commandLine: null, account: null, parentImage: null, ...more });
const shape = (runs: readonly Run[]): unknown[] => runs.map(({ uuid, children }) => (children.length === 0 ? uuid : [uuid, ...shape(children)]));

describe('the process tree', () => {
  it('puts a run below the one that started it, in the order of time, whatever the order of the records', () => {
    const items = [run('c', 3, { guid: '{3}', parentGuid: '{2}' }), run('a', 1, { guid: '{1}', parentGuid: '{0}' }), run('d', 4, { guid: '{4}', parentGuid: '{1}' }), run('b', 2, { guid: '{2}', parentGuid: '{1}' })];
    expect(shape(processTrees(items))).toEqual([['a', ['b', 'c'], 'd']]);
    expect(shape(processTrees([...items].reverse()))).toEqual([['a', ['b', 'c'], 'd']]);
  });

  it('without GUIDs takes the last run that had the number before', () => {
    const items = [run('old', 1, { pid: 40 }), run('child of old', 2, { pid: 41, parentPid: 40 }), run('new', 3, { pid: 40 }), run('child of new', 4, { pid: 42, parentPid: 40 })];
    expect(shape(processTrees(items))).toEqual([['old', 'child of old'], ['new', 'child of new']]);
  });

  it('loses no run and makes no ring when records name each other', () => {
    const items = [run('a', 1, { guid: '{1}', parentGuid: '{2}' }), run('b', 2, { guid: '{2}', parentGuid: '{1}' }), run('self', 3, { guid: '{3}', parentGuid: '{3}' })];
    expect(shape(processTrees(items)).flat(9).sort()).toEqual(['a', 'b', 'self']);
  });

  it('names a program by the last part of its path, on Windows and elsewhere', () => {
    expect([programName('C:\\Windows\\cmd.exe'), programName('/usr/bin/bash'), programName('init'), programName('')]).toEqual(['cmd.exe', 'bash', 'init', '']);
  });
});
