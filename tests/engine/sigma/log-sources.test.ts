import { describe, expect, it } from 'vitest';
import type { SigmaEvent } from '../../../lib/engine/activity/activity';
import { compile } from './support/rules';

const RULES = [
  ['product: windows\n    category: process_creation', 'process'],
  ['product: windows\n    service: security', 'security'],
  ['product: windows', 'any-windows'],
  ['category: proxy', 'proxy'],
  ['category: process_creation\n    product: linux', 'linux-process'],
  ['product: windows\n    category: registry_event', 'registry'],
  ['service: nginx', 'nginx'],
  ['product: Windows\n    service: SYSTEM', 'upper'],
] as const;
const rules = compile(...RULES.map(([logsource, id]) => `title: ${id}\nid: ${id}\nlogsource:\n    ${logsource}\ndetection:\n    s:\n        a: '1'\n    condition: s\n`));
const fired = (event: Omit<SigmaEvent, 'fields'>): string[] => rules.matchIds({ ...event, fields: { a: '1' } }).map((index) => rules.rules[index]?.id ?? '');

describe('log sources', () => {
  it('all load', () => expect(rules.errors).toEqual([]));
  it.each([
    [{ product: 'windows', service: 'sysmon', categories: ['process_creation'] }, ['process', 'any-windows']],
    [{ product: 'windows', service: 'security', categories: ['process_creation'] }, ['process', 'security', 'any-windows']],
    [{ product: 'windows', service: 'security', categories: [] }, ['security', 'any-windows']],
    [{ product: 'windows', service: 'system', categories: [] }, ['any-windows', 'upper']],
    [{ product: 'squid', service: 'access', categories: ['proxy'] }, ['proxy']],
    [{ product: 'zeek', service: 'http', categories: ['proxy', 'webserver'] }, ['proxy']],
    [{ product: 'linux', service: 'sysmon', categories: ['process_creation'] }, ['linux-process']],
    [{ product: 'windows', service: 'sysmon', categories: ['registry_set'] }, ['any-windows', 'registry']],
    [{ product: 'linux', service: 'nginx', categories: ['webserver'] }, ['nginx']],
    [{ product: '', service: '', categories: [] }, []],
  ])('%j goes to %j', (event, expected) => expect(fired(event)).toEqual(expected));

  it('many invented services cost no memory without end and change nothing', () => {
    for (let i = 0; i < 12_000; i++) rules.matchIds({ product: 'windows', service: `made-up-${i}`, categories: [], fields: {} });
    expect(fired({ product: 'windows', service: 'security', categories: [] })).toEqual(['security', 'any-windows']);
  });
});
