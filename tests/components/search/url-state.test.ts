import { describe, expect, it } from 'vitest';
import { moved } from '@/components/search/column-chooser';
import { addTest, anywhere } from '@/components/search/pivots';
import { remember } from '@/components/search/query-history';
import { rowCounter } from '@/components/search/row-counter';
import { FIELD_CATALOGUE } from '@/lib/engine/activity/catalogue';
import { parseSearch } from '@/lib/engine/query/search-parser';
import { aroundState, columnsOf, composeQuery, DEFAULT_COLUMNS, entityState, FACET_GROUPS, FACET_NAMES, savedPart, searchHref, searchOf, sourcesOf, valueQuery } from '@/lib/searches/queries';

const of = (query: string): URLSearchParams => new URLSearchParams(query);

describe('the URL of a search', () => {
  it('asks the same whatever the order of its parts, the open record and the columns', () => {
    expect(searchOf(of('range=7d&q=a&open=u&columns=host.name&host.id=x'))).toBe(searchOf(of('host.id=x&q=a&range=7d')));
    expect(searchOf(of('q=a'))).not.toBe(searchOf(of('q=b')));
  });

  it('is saved with its columns, without the record that is open', () => expect(savedPart(of('range=7d&q=a&open=u&columns=host.name&host.id=x'))).toBe('columns=host.name&host.id=x&q=a&range=7d'));

  it('joins what is typed with the rail, each value exactly itself', () => {
    expect(composeQuery(of('q=a+or+b&host.id=x&host.id=y*&not.user.id=say+"hi"'))).toBe('(a or b) and host.id:("x" or "y**") and not user.id:"say ""hi"""');
    expect(composeQuery(of('q=+a+or+b+'))).toBe('a or b');
    expect(composeQuery(of('destination.port=443'))).toBe('destination.port:"443"');
    for (const name of FACET_NAMES) expect(() => parseSearch(composeQuery(of(`q=x&${name}=1&not.${name}=2`)))).not.toThrow();
  });

  it('has every facet of the catalogue in its rail, no more in a group than one question may ask', () => {
    expect([...FACET_NAMES].sort()).toEqual(FIELD_CATALOGUE.filter(({ facet }) => facet).map(({ name }) => name).sort());
    for (const group of FACET_GROUPS) expect(group.length).toBeLessThanOrEqual(12);
  });

  it('names columns that exist, once each; the usual ones otherwise', () => {
    expect(columnsOf(of('columns=user.name,nonsense,host.name,user.name,@timestamp'))).toEqual(['user.name', 'host.name']);
    expect(columnsOf(of('columns=nonsense'))).toEqual(DEFAULT_COLUMNS);
    expect(columnsOf(of(`columns=${FIELD_CATALOGUE.map(({ name }) => name).join(',')}`))).toHaveLength(20);
  });

  it('names sources by number only', () => expect(sourcesOf(of('source=3&source=x&source=-1'))).toEqual([3]));
});

describe('ways on from a value', () => {
  it('narrow the query, keep its meaning and do not say a thing twice', () => {
    expect(addTest('', 'host.id:1')).toBe('host.id:1');
    expect(addTest('x y', 'host.id:1')).toBe('x y and host.id:1');
    expect(addTest('x or y', 'host.id:1')).toBe('(x or y) and host.id:1');
    expect(addTest('x and host.id:1', 'host.id:1')).toBe('x and host.id:1');
    expect(addTest('"broken', 'host.id:1')).toBe('host.id:1');
  });

  it('ask for exactly the value, whatever is in it', () => {
    for (const value of ['C:\\Users\\*', 'say "hi"', 'a:b', '**', '100%', '検索']) {
      expect(parseSearch(valueQuery('file.path', value))).toEqual({ type: 'test', property: 'filePath', test: { kind: 'equals', value } });
      expect(parseSearch(anywhere(value))).toEqual({ type: 'test', property: 'any', test: { kind: 'equals', value } });
    }
    expect(valueQuery('destination.port', 443)).toBe('destination.port:443');
  });

  it('lead to the minutes around a record on its endpoint', () => {
    const at = Date.parse('2026-01-12T00:41:00Z');
    expect(aroundState(at, 5, 'pc-1')).toEqual({ from: '2026-01-12T00:36:00.000Z', to: '2026-01-12T00:46:00.000Z', q: 'host.id:"pc-1"' });
    expect(searchHref(aroundState(at, 1, undefined))).toBe('/search?from=2026-01-12T00%3A40%3A00.000Z&to=2026-01-12T00%3A42%3A00.000Z');
    expect(entityState('account', 'sato', at, at)).toMatchObject({ q: 'user.id:"sato"', from: '2026-01-12T00:31:00.000Z' });
  });
});

describe('small parts', () => {
  it('move a column by one place and not past the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  });

  it('remember the latest searches once each, and no empty one', () => {
    expect(remember(['a', 'b'], 'b')).toEqual(['b', 'a']);
    expect(remember(['a'], '')).toEqual(['a']);
    expect(remember(Array.from({ length: 20 }, (_, n) => `q${n}`), 'new')).toHaveLength(20);
  });

  it('count records, not line breaks within cells, however the bytes are cut', () => {
    const bytes = new TextEncoder().encode('timestamp,x\r\n1,"a\nb ""c"""\r\n2,d\r\n');
    for (const size of [1, 3, 7, 100]) {
      const count = rowCounter('csv');
      let rows = 0;
      for (let at = 0; at < bytes.length; at += size) rows = count(bytes.subarray(at, at + size));
      expect(rows).toBe(2);
    }
    expect(rowCounter('ndjson')(new TextEncoder().encode('{"a":"\\""}\n{}\n'))).toBe(2);
  });
});
