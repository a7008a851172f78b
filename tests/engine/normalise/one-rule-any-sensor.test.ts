import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../lib/engine/decode/types';
import { normalise } from '../../../lib/engine/normalise/registry';
import { compileRules } from '../../../lib/engine/sigma/rule-set';

const rule = (category: string, product: string | undefined, selection: string): string =>
  `title: ${category}\nid: ${category}\nstatus: test\nlogsource:\n  category: ${category}\n${product === undefined ? '' : `  product: ${product}\n`}detection:\n  selection:\n${selection.split('\n').map((line) => `    ${line}`).join('\n')}\n  condition: selection\nlevel: high\n`;

const rules = compileRules([
  { file: 'a.yml', text: rule('process_creation', 'windows', "Image|endswith: '\\cmd.exe'\nCommandLine|contains: 'whoami'\nParentImage|endswith: '\\winword.exe'") },
  { file: 'b.yml', text: rule('network_connection', 'windows', "Image|endswith: '\\get.exe'\nDestinationPort: 8443\nInitiated: 'true'") },
  { file: 'c.yml', text: rule('registry_set', 'windows', "TargetObject|endswith: '\\Lsa\\LmCompatibilityLevel'\nDetails: 'DWORD (0x00000001)'") },
  { file: 'd.yml', text: rule('proxy', undefined, "c-uri|endswith: '/gate.php'\ncs-method: 'POST'\nc-useragent|startswith: 'Hoshino'") },
  { file: 'e.yml', text: rule('dns', undefined, "query|endswith: '.beacon.example'") },
  { file: 'f.yml', text: rule('antivirus', undefined, "Signature|contains: 'Hoshino'") },
  { file: 'g.yml', text: rule('dns_query', 'windows', "QueryName|endswith: '.beacon.example'\nImage|endswith: '\\get.exe'") },
]);

const fired = (record: RawRecord): string[] => {
  const { event } = normalise(record, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 });
  return [...rules.matchIds(event)].map((index) => rules.rules[index]?.id ?? '');
};

describe('one rule fires whichever sensor saw the act', () => {
  it('the rules are sound', () => {
    expect(rules.errors).toEqual([]);
  });

  it.each<[string, string, RawRecord]>([
    ['process_creation', 'Sysmon', { EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'A', RuleName: '-', UtcTime: '2024-03-05 01:02:03.000', Image: 'C:\\Windows\\cmd.exe', CommandLine: 'cmd /c whoami', ParentImage: 'C:\\o\\winword.exe' }],
    ['process_creation', 'Security', { EventID: 4688, Channel: 'Security', Hostname: 'A', NewProcessName: 'C:\\Windows\\cmd.exe', CommandLine: 'cmd /c whoami', ParentProcessName: 'C:\\o\\winword.exe' }],
    ['process_creation', 'Vision One', { productCode: 'xes', eventId: '1', eventSubId: '2', endpointHostName: 'A', osName: 'Windows', objectFilePath: 'c:\\windows\\cmd.exe', objectCmd: 'cmd /c whoami', processFilePath: 'c:\\o\\winword.exe' }],
    ['process_creation', 'ECS', { '@timestamp': '2024-03-05T01:02:03Z', event: { category: ['process'], type: ['start'] }, host: { name: 'A', os: { type: 'windows' } }, process: { executable: 'C:\\Windows\\cmd.exe', command_line: 'cmd /c whoami', parent: { executable: 'C:\\o\\winword.exe' } } }],
    ['process_creation', 'OCSF', { class_uid: 1007, category_uid: 1, activity_id: 1, time: 1, device: { hostname: 'A', os: { name: 'Windows' } }, process: { cmd_line: 'cmd /c whoami', file: { path: 'C:\\Windows\\cmd.exe' } }, actor: { process: { file: { path: 'C:\\o\\winword.exe' } } } }],
    ['process_creation', 'osquery', { name: 'q', hostIdentifier: 'A', unixTime: 1, action: 'added', columns: { path: 'C:\\Windows\\cmd.exe', cmdline: 'cmd /c whoami', pid: '1', parent_path: 'C:\\o\\winword.exe' } }],
    ['network_connection', 'Sysmon', { EventID: 3, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'A', RuleName: '-', Image: 'C:\\get.exe', DestinationIp: '203.0.113.9', DestinationPort: '8443', Initiated: 'true' }],
    ['network_connection', 'Vision One', { productCode: 'sao', eventId: '3', eventSubId: '204', endpointHostName: 'A', osName: 'Windows', processFilePath: 'c:\\get.exe', dst: '203.0.113.9', dpt: '8443' }],
    ['network_connection', 'osquery', { name: 'q', hostIdentifier: 'A', unixTime: 1, action: 'added', columns: { action: 'connect', path: 'C:\\get.exe', pid: '1', remote_address: '203.0.113.9', remote_port: '8443' } }],
    ['registry_set', 'Sysmon', { EventID: 13, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'A', RuleName: '-', TargetObject: 'HKLM\\System\\CurrentControlSet\\Control\\Lsa\\LmCompatibilityLevel', Details: 'DWORD (0x00000001)' }],
    ['registry_set', 'Vision One', { productCode: 'xes', eventId: 5, eventSubId: 402, endpointHostName: 'A', osName: 'Windows', objectRegistryKeyHandle: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', objectRegistryValue: 'LmCompatibilityLevel', objectRegistryData: '1', objectRegType: 4 }],
    ['proxy', 'Zeek', { _path: 'http', ts: 1, uri: '/gate.php', method: 'POST', host: 'x.example', user_agent: 'Hoshino/1.0' }],
    ['proxy', 'Suricata', { timestamp: '2024-03-05T01:02:03Z', flow_id: 1, event_type: 'http', src_ip: '10.0.0.1', http: { hostname: 'x.example', url: '/gate.php', http_method: 'POST', http_user_agent: 'Hoshino/1.0' } }],
    ['proxy', 'Web Security', 'CEF:0|Trend Micro|Trend Micro Web Security|3.0|100000|Access Log|0|src=10.0.0.1 request=http://x.example/gate.php requestMethod=POST requestClientApplication=Hoshino/1.0'],
    ['proxy', 'Vision One network sensor', { productCode: 'pdi', eventSourceType: 6, uuid: 'u', clientIp: '10.0.0.1', request: 'http://x.example/gate.php', requestMethod: 'POST', requestClientApplication: 'Hoshino/1.0' }],
    ['proxy', 'W3C', { timestamp: '2024-03-05T01:02:03Z', 'cs-method': 'POST', 'cs-uri': 'http://x.example/gate.php', 'cs(User-Agent)': 'Hoshino/1.0', 'c-ip': '10.0.0.1' }],
    ['dns', 'Zeek', { _path: 'dns', ts: 1, query: 'a.beacon.example', qtype_name: 'A' }],
    ['dns', 'Suricata', { timestamp: '2024-03-05T01:02:03Z', flow_id: 1, event_type: 'dns', src_ip: '10.0.0.1', dns: { rrname: 'a.beacon.example', rrtype: 'A' } }],
    ['dns', 'Vision One network sensor', { productCode: 'pdi', eventSourceType: 6, uuid: 'u', clientIp: '10.0.0.1', app: 'DNS', hostName: 'a.beacon.example' }],
    ['dns_query', 'Vision One', { productCode: 'xes', eventId: 4, eventSubId: 301, endpointHostName: 'A', osName: 'Windows', processFilePath: 'c:\\get.exe', hostName: 'a.beacon.example' }],
    ['antivirus', 'Apex Central', 'CEF:0|Trend Micro|Apex Central|2019|AV:Pass|TROJ_HOSHINO|3|dhost=A cs1Label=VirusName cs1=TROJ_HOSHINO'],
    ['antivirus', 'Deep Discovery', 'LEEF:1.0|Trend Micro|Deep Discovery Inspector|6.7|MALWARE_DETECTION|sev=8\tmalName=TROJ_HOSHINO\tsrc=10.0.0.1'],
  ])('%s: %s', (id, _, record) => {
    expect(fired(record)).toEqual([id]);
  });
});
