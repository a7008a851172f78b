import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from '@/components/record/pretty-json';

describe('laying out a JSON record', () => {
  it('changes nothing but white space between values', () => {
    fc.assert(fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
      expect(JSON.parse(prettyJson(JSON.stringify(value)) ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  it('keeps big numbers, escapes and repeated keys as they were written', () => {
    expect(prettyJson('{ "id":9007199254740993,"a":"\\u00e9, {x: [1]}", "a":1e3,"e":{},"l":[ ],"n":[1,-2.50]}')).toBe(
      ['{', '  "id": 9007199254740993,', '  "a": "\\u00e9, {x: [1]}",', '  "a": 1e3,', '  "e": {},', '  "l": [],', '  "n": [', '    1,', '    -2.50', '  ]', '}'].join('\n'),
    );
  });

  it('leaves what is no JSON alone', () => {
    for (const text of ['<Event/>', '1763600400.5\t10.0.0.5', '{"broken"', '[sshd] failed', '"text"', '']) expect(prettyJson(text)).toBeUndefined();
  });
});
