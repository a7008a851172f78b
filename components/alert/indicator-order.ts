import type { AlertContent, Signal } from '@/lib/engine/correlate/types';

export interface ListedIndicator { type: string; field: string; value: string; /** The program or file that a hash belongs to. */ of: string | null }

/** The most telling first: what can be blocked, then what can be looked for. Who and where stand under entities; a file name is part of its path. */
const ORDER = ['ip', 'domain', 'url', 'file_sha256', 'fullpath', 'registry_key', 'command_line', 'text'];
const ELSEWHERE = new Set(['host', 'user_account', 'process_id', 'port', 'filename', 'detection_name']);
const OF_THE_SYSTEM = /^[a-z]:\\(windows|program files)/i;

interface Named { path: string; name: string }

/** Values worth looking for on other machines; what belongs to the system comes last, for it is everywhere. */
export function listIndicators(indicators: AlertContent['indicators'], signals: readonly Signal[]): ListedIndicator[] {
  const files = new Map<string, Named>();
  for (const { activity: a } of signals) {
    for (const [hash, path] of [[a.processSha256, a.processImage], [a.fileSha256, a.filePath]] as const) {
      if (hash !== undefined && path !== undefined) files.set(hash, { path, name: path.split(/[\\/]/).at(-1) ?? path });
    }
  }
  const rank = (type: string, value: string): number => {
    const place = ORDER.indexOf(type);
    return (place === -1 ? ORDER.length : place) + (OF_THE_SYSTEM.test(files.get(value)?.path ?? value) ? ORDER.length : 0);
  };
  const listed = indicators.filter(({ type }) => !ELSEWHERE.has(type)).map(({ type, field, value }) => ({ type, field, value, of: files.get(value)?.name ?? null }));
  return listed.map((each, index) => ({ each, index })).sort((a, b) => rank(a.each.type, a.each.value) - rank(b.each.type, b.each.value) || a.index - b.index).map(({ each }) => each);
}
