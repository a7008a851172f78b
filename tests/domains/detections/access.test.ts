import { describe, expect, it } from 'vitest';
import { countNewDetections } from '../../../lib/detections/count-new-detections';
import { countTechniques } from '../../../lib/detections/count-techniques';
import { getRecord } from '../../../lib/detections/get-record';
import { listDetectionLines } from '../../../lib/detections/list-detection-lines';
import { summariseDetections } from '../../../lib/detections/summarise-detections';
import type { Context } from '../../../lib/platform/context';
import { ROLES } from '../../../lib/platform/permissions';
import { newTenant, withDatabase } from '../../support/database';
import { DAY, encodedCommand, sendingTenant } from './records';

withDatabase();

describe('who may read detections', () => {
  it('people and keys of every role', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    const chunk = await sendRecords([encodedCommand(1)]);
    for (const role of ROLES) {
      expect((await listDetectionLines(ctx(role), DAY)).items, role).toHaveLength(1);
      expect((await summariseDetections(ctx(role), DAY)).total, role).toBe(1);
      expect((await getRecord(ctx(role), chunk)).uuid, role).toBe(chunk);
    }
  });

  it('no source, whatever it asks for', async () => {
    const { ctx, source, sendRecords } = await sendingTenant();
    const chunk = await sendRecords([encodedCommand(1)]);
    const asSource: Context = { ...ctx(), actor: { kind: 'source', id: source.sourceId, name: 'Endpoints' } };
    const asked = [() => listDetectionLines(asSource, DAY), () => summariseDetections(asSource, DAY), () => countTechniques(asSource, DAY), () => countNewDetections(asSource, DAY, '0'), () => getRecord(asSource, chunk)];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('no other tenant: not in lists, not in counts, not by address', async () => {
    const { sendRecords } = await sendingTenant();
    const chunk = await sendRecords([encodedCommand(1)]);
    const other = await newTenant();
    expect(await listDetectionLines(other.ctx(), DAY)).toEqual({ items: [], sequence: '0' });
    expect(await summariseDetections(other.ctx(), DAY)).toMatchObject({ total: 0, extent: null });
    expect(await countTechniques(other.ctx(), DAY)).toEqual({ cells: [] });
    expect(await countNewDetections(other.ctx(), DAY, '0')).toEqual({ count: 0 });
    await expect(getRecord(other.ctx(), chunk)).rejects.toMatchObject({ code: 'not_found' });
  });
});
