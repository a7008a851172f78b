import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { isDownload } from '../../../lib/engine/graph/naming';
import type { Item } from '../../../lib/engine/correlate/world';

const itemOf = (activity: Partial<Activity>): Item =>
  ({ at: 0, signal: { activity: { observedAt: 0, timeSource: 'record', family: 'web-gateway', kind: 'http_request', ...activity } } }) as Item;

describe('what counts as a download', () => {
  it('programs and archives fetched over HTTP do', () => {
    for (const url of ['http://203.0.113.9/a/setup.exe', 'https://files.example/x.zip?v=2']) expect(isDownload(itemOf({ url }))).toBe(true);
  });

  it('what a page loads by itself does not: every site has scripts', () => {
    for (const url of ['https://cdn.example/jquery-3.7.1.min.js', 'https://www.example/index.html', 'https://www.example/']) expect(isDownload(itemOf({ url }))).toBe(false);
  });

  it('a body that went out does not, whatever its name', () => {
    expect(isDownload(itemOf({ url: 'https://drop.example/k.7z', httpMethod: 'PUT', bytesOut: 48_000_000 }))).toBe(false);
  });
});
