import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../lib/engine/decode/types';
import { isHandled } from '../../../lib/engine/normalise/apex-signatures';
import { attackIdsIn } from '../../../lib/engine/normalise/product-alert';
import { normalise } from '../../../lib/engine/normalise/registry';
import { productMatch, productRuleOf } from '../../../lib/engine/product-rule';

const activityOf = (record: RawRecord) => normalise(record, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 }).activity;
const severityOf = (record: RawRecord) => activityOf(record).productSeverity;
const leef = (sev: number) => `LEEF:1.0|Trend Micro|Deep Discovery Inspector|6.7|MALWARE_DETECTION|sev=${sev}\tmalName=X\tsrc=10.0.0.1`;
const apex = (id: string, act: string) => `CEF:0|Trend Micro|Apex Central|2019|${id}|Name|3|act=${act} cs1Label=VirusName cs1=X dhost=PC1`;
const eve = (signature: string, severity: number, word?: string) => ({ timestamp: '2024-03-05T01:02:03Z', event_type: 'alert', src_ip: '10.0.0.1', alert: { signature, severity, ...(word === undefined ? {} : { metadata: { signature_severity: [word] } }) } });
const ecs = (extra: object) => ({ '@timestamp': '2024-03-05T01:02:03Z', event: { kind: 'alert' }, rule: { name: 'R' }, host: { name: 'PC1' }, ...extra });
const gateway = (extension: string) => `CEF:0|Trend Micro|Trend Micro Web Security|3.0|100000|Access Log|0|src=10.0.0.1 domainName=x.example ${extension}`;
const table = (AlertSeverity: string) => ({ SystemAlertId: '1', AlertName: 'A', AlertSeverity, StartTime: '2024-03-05T01:02:03Z' });

describe('the severity that a product gives its finding', () => {
  it.each([
    ['Deep Discovery 2', leef(2), 'informational'], ['Deep Discovery 4', leef(4), 'low'], ['Deep Discovery 6', leef(6), 'medium'], ['Deep Discovery 8', leef(8), 'high'],
    ['a removed virus', apex('AV:File quarantined', 'File quarantined'), 'medium'], ['a virus that stayed', apex('AV:Unable to quarantine', 'Unable to quarantine'), 'high'],
    ['a removed virus in Japanese', apex('AV:隔離', '隔離しました'), 'medium'], ['a callback that went through', apex('CnC:Log', 'Log'), 'critical'], ['a blocked callback', apex('CnC:Block', 'Block'), 'high'],
    ['a signature of malware', eve('ET MALWARE X', 2), 'high'], ['malware that its author calls minor', eve('ET MALWARE X', 1, 'Minor'), 'low'], ['a grave class of mere policy', eve('ET POLICY X', 1), 'informational'],
    ['a signature of one’s own, by priority', eve('HOSHINO X', 2), 'medium'], ['its author’s word', eve('HOSHINO X', 3, 'Critical'), 'critical'],
    ['Elastic’s word', ecs({ 'kibana.alert.severity': 'critical' }), 'critical'], ['Elastic’s risk score', ecs({ event: { kind: 'alert', risk_score: 73 } }), 'high'], ['Wazuh’s level', ecs({ rule: { name: 'R', level: 12 } }), 'high'],
    ['Suricata through a beat', ecs({ event: { kind: 'alert', module: 'suricata', severity: 2 } }), 'medium'], ['nothing said', ecs({}), 'low'],
    ['blocked malware at the gateway', gateway('malwareType=TROJ act=block'), 'medium'], ['malware that the gateway let through', gateway('malwareType=3 act=monitor'), 'high'], ['an ordinary request', gateway('malwareType=0 act=allow'), undefined],
    ['Microsoft High', table('High'), 'high'], ['Microsoft Informational', table('Informational'), 'informational'],
    ['OCSF fatal', { class_uid: 2004, category_uid: 2, severity_id: 6, finding_info: { title: 'T' }, time: 1709600523456 }, 'critical'],
    ['a notice of guessed passwords', { _path: 'notice', ts: 1, note: 'SSH::Password_Guessing', src: '10.0.0.1' }, 'medium'], ['a notice of an odd certificate', { _path: 'notice', ts: 1, note: 'SSL::Invalid_Server_Cert' }, 'informational'],
  ])('%s', (_, record, expected) => {
    expect(severityOf(record)).toBe(expected);
  });

  it.each([['File quarantined', true], ['Terminate', true], ['Unable to clean', false], ['Pass', false], ['駆除', true], ['駆除できません', false], ['放置', false], ['something else', false], [undefined, false]])('%s counts as dealt with: %s', (action, expected) => {
    expect(isHandled(action)).toBe(expected);
  });
});

describe('the rule that a finding stands for', () => {
  const activity = activityOf({ timestamp: '2024-03-05T01:02:03Z', event_type: 'alert', src_ip: '10.0.0.1', alert: { signature: 'ET MALWARE Beacon', severity: 1, metadata: { mitre_tactic_id: ['TA0011'], mitre_technique_id: ['T1071'] } } });

  it('comes from the activity alone and has the form of other rules', () => {
    expect(productRuleOf(activity)).toMatchObject({ id: 'product:suricata:et-malware-beacon', title: 'ET MALWARE Beacon', level: 'high', status: 'product', author: 'Suricata', tactics: ['TA0011'], techniques: ['T1071'], logSource: { product: 'suricata', category: 'alert' } });
  });

  it('is the same after the activity was stored and read back', () => {
    expect(productRuleOf(JSON.parse(JSON.stringify(activity)) as typeof activity)).toEqual(productRuleOf(activity));
  });

  it('matches with the product’s word as reason', () => {
    const rule = productRuleOf(activity);
    expect(rule && productMatch(rule)).toEqual({ ruleId: 'product:suricata:et-malware-beacon', matched: [{ selection: 'product', field: 'rule.name', value: 'ET MALWARE Beacon', pattern: 'ET MALWARE Beacon' }] });
  });

  it('names of any script and length have ids of their own', () => {
    const id = (productRuleName: string) => productRuleOf({ ...activity, productRuleName })?.id;
    expect(id('不正な通信')).toBe('product:suricata:不正な通信');
    expect(id('!!!')).not.toBe(id('???'));
    expect(id(`${'x'.repeat(200)}1`)).not.toBe(id(`${'x'.repeat(200)}2`));
    expect(id('x'.repeat(300))?.length).toBeLessThan(120);
  });

  it('what is no finding stands for none', () => {
    expect(productRuleOf({ ...activity, productRuleName: undefined })).toBeUndefined();
    expect(productRuleOf(activityOf('CEF:0|Trend Micro|Apex Central|2019|700211|Logon|3|shost=A'))).toBeUndefined();
  });

  it('ATT&CK ids are found wherever they stand, once each', () => {
    expect(attackIdsIn([['T1059.001;t1021'], { a: { id: 'TA0008' } }, 'XT1059', 'T1059.001', 7])).toEqual(['T1059.001', 'T1021', 'TA0008']);
  });
});
