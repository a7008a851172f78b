import { describe, expect, it } from 'vitest';
import { groupFields } from '@/components/record/field-groups';
import { RecordView } from '@/components/record/record-view';
import type { RecordDetail } from '@/lib/detections/model';
import { FIELD_CATALOGUE } from '@/lib/engine/activity/catalogue';
import { renderPart } from '../render-support';

const RECORD: RecordDetail = {
  uuid: '512c0000-0000-8000-8083-00000000121c', original: '{"EventID":10,"Hostname":"PC-SATO"}', encoding: 'utf-8', bytes: 35, format: 'windows', sourceId: 3, sourceName: 'Endpoints', receivedAt: '2026-01-12T00:00:00.000Z', complete: true,
  activity: { observedAt: Date.UTC(2026, 0, 12, 0, 41), timeSource: 'skewed', family: 'windows', kind: 'process_access', endpointName: 'PC-SATO', accountName: 'KOYAMA\\sato', targetProcessImage: 'C:\\Windows\\lsass.exe', logonType: 10, bytesOut: 1234567 },
  detection: {
    level: 'critical', alerts: ['WB-1-20260112-00001'],
    matches: [{
      ruleId: 'r-1', title: 'Memory of the logon process read', level: 'critical', description: 'Passwords lie there.', author: 'Yagura', tactics: ['TA0006', 'TA9999'], techniques: [{ id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' }],
      falsePositives: ['Backup agents'], references: ['https://example.com/lsass', 'javascript:alert(1)'], matched: [{ selection: 'target', field: 'TargetImage', value: 'C:\\Windows\\lsass.exe', pattern: '*\\lsass.exe' }],
      mutedBy: null,
    }],
  },
};

describe('the record view', () => {
  it('shows why, what, and the original, in English', () => {
    const html = renderPart(<RecordView record={RECORD} />);
    for (const text of ['Why it was detected', 'Memory of the logon process read', 'Credential access', 'TA9999', 'TargetImage', 'looked for: *\\lsass.exe', 'Target process', '2026-01-12 09:41:00', 'remote desktop', '1,234,567 bytes', 'Process accessed', 'corrected by the source', '&quot;EventID&quot;: 10', 'Endpoints']) expect(html).toContain(text);
  });

  it('and in Japanese, without a word left in English labels', () => {
    const html = renderPart(<RecordView record={RECORD} />, 'ja');
    for (const text of ['検知の理由', '認証情報アクセス', '対象プロセス', 'プロセスへのアクセス', 'リモートデスクトップ', '元の記録', '1,234,567 バイト']) expect(html).toContain(text);
    for (const text of ['Why it was', 'Target process', 'record.', 'field.']) expect(html).not.toContain(`>${text}`);
  });

  it('makes a link of web addresses only', () => {
    const html = renderPart(<RecordView record={RECORD} />);
    expect(html).toContain('href="https://example.com/lsass"');
    expect(html).not.toContain('href="javascript:');
  });

  it('says so when a record could not be read again, and when it is no text', () => {
    const html = renderPart(<RecordView record={{ ...RECORD, complete: false, detection: null, encoding: 'base64', original: 'AAEC' }} />);
    expect(html).toContain('only the stored fields are shown');
    expect(html).toContain('base64');
    expect(html).not.toContain('Why it was detected');
  });
});

describe('groups of fields', () => {
  it('hold every field of the catalogue once', () => {
    const full = Object.fromEntries(FIELD_CATALOGUE.map(({ property }) => [property, 'x']));
    const shown = groupFields(full).flatMap(({ fields }) => fields.map(({ property }) => property));
    expect([...shown].sort()).toEqual(FIELD_CATALOGUE.map(({ property }) => property).sort());
  });

  it('leave out what is not known', () => expect(groupFields({ endpointName: 'PC-1', accountName: '' })).toEqual([{ group: 'where', fields: [{ property: 'endpointName', name: 'host.name', value: 'PC-1' }] }]));
});
