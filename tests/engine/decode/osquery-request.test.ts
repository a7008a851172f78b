import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOsqueryRequest } from '../../../lib/engine/decode/osquery-request';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string): { texts: Record<string, string>; records: string } | undefined {
  const request = readOsqueryRequest(bytes(text));
  return request && { texts: { ...request.texts }, records: new TextDecoder().decode(request.records) };
}

describe('a log request of osquery', () => {
  it('gives its records as the bytes that they are, and its texts', () => {
    expect(read(' {"node_key" : "k\\u0031", "log_type":"result","n":1,"data":[ {"b":1.0,"a":12345678901234567890}, {"c":"]}\\"{[" } ]\n}')).toEqual({
      texts: { node_key: 'k1', log_type: 'result' }, records: '{"b":1.0,"a":12345678901234567890}\n{"c":"]}\\"{[" }\n',
    });
    expect(read('{"data":["{\\"a\\":1}", 5, "x"],"node_key":"k"}')).toEqual({ texts: { node_key: 'k' }, records: '{"a":1}\n5\n"x"\n' });
    expect([read('{}'), read('{"data":[]}')]).toEqual([{ texts: {}, records: '' }, { texts: {}, records: '' }]);
  });

  it('is none when it is no object, does not end, or its data is no list', () => {
    for (const text of ['', '[]', 'null', '{"data":[{]', '{"data":{}}', '{"a":"b', '{"a"', '{"a":', '{"data":[{"a":1}', '{"data":7}']) expect(read(text)).toBeUndefined();
  });

  it('agrees with JSON.parse on every request', () => {
    fc.assert(fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }), fc.string(), fc.constantFrom(undefined, 1, '\t'), (data, key, indent) => {
      const request = readOsqueryRequest(bytes(JSON.stringify({ node_key: key, data }, null, indent)));
      const parts = data.map((record) => JSON.parse(JSON.stringify(record)) as unknown);
      expect(request?.texts['node_key']).toBe(JSON.parse(JSON.stringify(key)));
      const text = new TextDecoder().decode(request!.records);
      expect(JSON.parse(`[${indent === undefined ? text.trim().split('\n').filter(Boolean).join(',') : text.replace(/\}\n(?=\{)/g, '},')}]`)).toEqual(parts);
    }));
  });

  it('survives any bytes', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '"data"', ' ', '\\', '1', 'x'), { maxLength: 40 }).map((parts) => bytes(parts.join('')))), (body) => {
      readOsqueryRequest(body);
    }), { numRuns: 500 });
  });
});
