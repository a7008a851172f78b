import { describe, expect, it } from 'vitest';
import { alertKeys } from '@/lib/alerts/queries';
import { groupEdges } from '@/components/alert/edge-groups';
import { endpointLabel } from '@/components/alert/endpoint-label';
import { highlightsOf, recordsOf } from '@/components/alert/highlights';
import { listIndicators } from '@/components/alert/indicator-order';
import { nextActions } from '@/components/alert/next-actions';
import { phasePath } from '@/components/alert/phase-order';
import { alertQuery, AlertView } from '@/components/alert/alert-data';
import { longValues } from '@/components/alert/selected-fields';
import { applyChange, undoOf } from '@/components/alert/use-change-alert';
import { CATALOGUES } from '@/components/i18n/messages';
import { EDGE_KINDS } from '@/lib/engine/correlate/types';
import { CONTENT, SIGNALS, VIEW } from './support/alert-fixture';

describe('why together', () => {
  it('says the surest kind first and the same sentence once, with a count', () => {
    const groups = groupEdges(CONTENT.edges);
    expect(groups.map(({ kind, count, confidence, reasons }) => [kind, count, confidence, reasons.map((reason) => reason.count)])).toEqual([['lineage', 2, 0.9, [2]], ['shared_entity', 1, 0.6, [1]]]);
  });

  it('has a name for every kind of tie', () => {
    expect(Object.keys(CATALOGUES.en.alert.edgeKinds).sort()).toEqual([...EDGE_KINDS].sort());
  });
});

describe('highlights and records', () => {
  it('stand by rule, the gravest first, with all counts', () => {
    expect(highlightsOf(SIGNALS, VIEW.rules).map(({ ruleId, level, count, author }) => [ruleId, level, count, author])).toEqual([
      ['rule-hidden', 'critical', 1, null], ['rule-start', 'high', 2, 'Hayashi'], ['rule-download', 'medium', 1, null], ['rule-archive', 'medium', 3, null],
    ]);
  });

  it('name a record once, with every rule that it matched, in order of time', () => {
    const records = recordsOf(SIGNALS);
    expect(records.map(({ uuid }) => uuid)).toEqual(['uuid-download', 'uuid-start', 'uuid-archive', 'uuid-upload']);
    expect(records[2]).toMatchObject({ level: 'critical', rules: ['Rule archive', 'Rule hidden'] });
  });
});

describe('the story in short', () => {
  it('names each phase once, with its steps', () => {
    expect(phasePath([...CONTENT.steps, { ...CONTENT.steps[1]!, number: 5 }]).map(({ phase, numbers }) => [phase, numbers])).toEqual([['initial_access', [1]], ['execution', [2, 5]], ['collection', [3]], ['exfiltration', [4]]]);
  });

  it('suggests only what a step shows', () => {
    expect(nextActions(CONTENT).map(({ sentence, step }) => [sentence.key, step])).toEqual([['next_ask', 1], ['next_sent', 4], ['next_file', 1]]);
    expect(nextActions({ ...CONTENT, steps: [] })).toEqual([]);
  });

  it('never suggests asking the system', () => {
    const [first] = CONTENT.steps;
    const asSystem = { ...first!, sentence: { ...first!.sentence, params: { ...first!.sentence.params, account: 'NT AUTHORITY\\SYSTEM' } } };
    expect(nextActions({ ...CONTENT, steps: [asSystem] }).map(({ sentence }) => sentence.key)).toEqual(['next_file']);
  });

  it('gives every value whole that the sentence cut', () => {
    expect(longValues(CONTENT.steps[2]!.sentence).map(({ field, block }) => [field, block])).toEqual([['account', false], ['command', true]]);
  });

  it('knows an endpoint by its key and by the address that network records give', () => {
    expect([endpointLabel(CONTENT, 'pc-0412'), endpointLabel(CONTENT, '10.0.4.12'), endpointLabel(CONTENT, undefined, 'other'), endpointLabel(CONTENT)]).toEqual(['PC-0412', 'PC-0412', 'other', undefined]);
  });

  it('lists what can be blocked before hashes, and what belongs to the system last', () => {
    const own = [{ ...SIGNALS[0]!, activity: { ...SIGNALS[0]!.activity, processImage: 'C:\\Windows\\System32\\cmd.exe', processSha256: 'aa' } }];
    const of = (type: string, field: string, value: string) => ({ type, field, value, signalKeys: [] });
    const listed = listIndicators([of('host', 'endpointName', 'PC'), of('file_sha256', 'processSha256', 'aa'), of('file_sha256', 'fileSha256', 'bb'), of('ip', 'destinationAddress', '203.0.113.9')], own);
    expect(listed.map(({ value, of: name }) => [value, name])).toEqual([['203.0.113.9', null], ['bb', null], ['aa', 'cmd.exe']]);
  });
});

describe('the alert as data', () => {
  it('is the same from the server and through JSON', () => {
    expect(VIEW).not.toHaveProperty('alert.createdSequence');
    const { alert } = VIEW;
    const wire = { ...VIEW, alert: { ...alert, ...Object.fromEntries((['createdAt', 'updatedAt', 'firstSeen', 'lastSeen'] as const).map((name) => [name, new Date(alert[name])])), notes: alert.notes.map((note) => ({ ...note, createdAt: new Date(note.createdAt) })) } };
    expect(AlertView.parse(JSON.parse(JSON.stringify(wire)))).toEqual(VIEW);
    expect(alertQuery('WB-1-20260112-00001').queryKey).toEqual(alertKeys.detail('WB-1-20260112-00001'));
  });

  it('undoes exactly what was changed', () => {
    const { alert } = VIEW, me = [{ id: 7, name: 'mori' }];
    expect(undoOf(alert, { status: 'closed', finding: 'false_positive' })).toEqual({ status: 'open', finding: null });
    expect(undoOf(alert, { ownerId: 7 })).toEqual({ ownerId: null });
    expect(applyChange(alert, { ownerId: 7 }, me)).toMatchObject({ ownerId: 7, ownerName: 'mori' });
    expect(applyChange({ ...alert, status: 'closed', finding: 'noteworthy' }, { status: 'open' }, me).finding).toBeNull();
  });
});
