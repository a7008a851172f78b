import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateBody } from '../../lib/ingest/inflate-body';

const limits = { inflatedBytesMax: 100_000, ratioMax: 50, ratioFreeBytes: 10_000 };

describe('inflating a body', () => {
  it('gives back what was packed, in any number of members', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { minLength: 1, maxLength: 5 }), (parts) => {
      const inflated = inflateBody(Buffer.concat(parts.map((part) => gzipSync(part))), limits);
      expect(inflated.ok && Buffer.from(inflated.body).equals(Buffer.concat(parts))).toBe(true);
    }));
  });

  it('never throws and never gives more than the limit, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, magic) => {
      const inflated = inflateBody(magic ? Buffer.concat([Buffer.of(0x1f, 0x8b, 8), bytes]) : bytes, limits);
      if (inflated.ok) expect(inflated.body.length).toBeLessThanOrEqual(limits.inflatedBytesMax);
      else expect(['bad_request', 'too_large']).toContain(inflated.refusal.code);
    }));
  });

  it('tells a body that is too large from one that is too dense, at the byte', () => {
    const random = Buffer.from(Array.from({ length: 100_001 }, (_, i) => (i * 2_654_435_761) >>> 13 & 0xff));
    expect(inflateBody(gzipSync(random.subarray(0, 100_000)), limits).ok).toBe(true);
    expect(inflateBody(gzipSync(random), limits)).toMatchObject({ ok: false, refusal: { code: 'too_large', message: expect.stringMatching(/larger than 100000 bytes/) } });
    expect(inflateBody(random, limits)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/larger than 100000 bytes/) } });
    expect(inflateBody(gzipSync(Buffer.alloc(10_000)), limits).ok).toBe(true);
    expect(inflateBody(gzipSync(Buffer.alloc(10_001)), limits)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/50 times/) } });
  });

  it('believes no size that the sender claims', () => {
    const packed = gzipSync('small');
    packed.writeUInt32LE(0xffff_ffff, packed.length - 4);
    expect(inflateBody(packed, limits)).toMatchObject({ ok: false, refusal: { code: 'bad_request' } });
  });
});
