import fc from 'fast-check';
import type { Activity } from '../../../lib/engine/activity/activity';
import { FIELD_CATALOGUE } from '../../../lib/engine/activity/catalogue';
import { isNumeric, type ActivityProperty } from '../../../lib/engine/segment/columns';

/** Any text that a sender may write: all of Unicode, halves of surrogate pairs, NUL, line breaks, a byte order mark, long values, and values that come again. */
export const anyText = fc.oneof(
  fc.constantFrom('PC-01', 'pc-01', 'C:\\Windows\\System32\\cmd.exe', 'c:\\windows\\system32\\CMD.EXE', '10.0.0.1', 'İstanbul', 'ß', '\ufeffmark', 'a\nb', '\0', 'x'.repeat(3_000)),
  fc.string({ minLength: 1, maxLength: 30 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 8 }).map((codes) => String.fromCharCode(...codes)),
);
const anyNumber = fc.oneof(fc.nat(65_535), fc.integer(), fc.maxSafeInteger(), fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 51, 1e300));

const optional = FIELD_CATALOGUE.map(({ property }) => property).filter((property) => !['observedAt', 'timeSource', 'family', 'kind'].includes(property));

const rest = fc.record(Object.fromEntries(optional.map((property) => [property, isNumeric(property) ? anyNumber : anyText])) as Record<ActivityProperty, fc.Arbitrary<string | number>>, { requiredKeys: [] });

/** Any activity, with any subset of its properties. */
export const anyActivity: fc.Arbitrary<Activity> = fc.record({
  observedAt: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), timeSource: fc.constantFrom('record', 'received'), family: fc.constantFrom('windows', 'zeek'),
  kind: fc.constantFrom('process_start', 'logon', 'other'), rest,
}).map(({ rest: more, ...required }) => ({ ...more, ...required }) as Activity);
