import type { Normalised } from '../activity/activity';
import type { RawRecord } from '../decode/types';
import { ecs } from './ecs';
import { proxy } from './proxy';
import type { NormaliseContext, Recogniser } from './types';
import { unparsed } from './unparsed';
import { webGateway } from './web-gateway';
import { windows } from './windows/windows';
import { zeek } from './zeek/zeek';

/** Asked in this order; the first that knows a record takes it. Families whose records say plainly what they are come before those that guess by fields. */
export const RECOGNISERS: readonly Recogniser[] = [windows, zeek, webGateway, ecs, proxy, unparsed];

/** Turns a record into an activity and into what rules see. Owns the record: fields may be added to it. Throws only on a defect of a normaliser. */
export function normalise(record: RawRecord, context: NormaliseContext): Normalised {
  for (const recogniser of RECOGNISERS) {
    if (recogniser.recognises(record)) return recogniser.normalise(record, context);
  }
  return unparsed.normalise(record, context);
}
