import { describe, expect, it } from 'vitest';
import type { Activity } from '../../lib/engine/activity/activity';
import { productRuleOf } from '../../lib/engine/product-rule';
import { meaningOfTitle } from '../../lib/engine/product-words';

describe('what the title of a finding is about', () => {
  it.each([
    ['Vulnerability scan from 203.0.113.5', 'T1046'], ['NMAP probe seen', 'T1595'], ['Many 404 error codes for one client', 'T1595'], ['Attempt to open a forbidden directory', 'T1595'],
    ['SQL injection in parameter id', 'T1190'], ['Exploit of CVE-2099-1234', 'T1190'], ['Web shell upload', 'T1505.003'], ['High entropy in HTTP request', 'T1505.003'],
    ['Reverse shell to the internet', 'T1059'], ['User ran sudo for the first time', 'T1548.003'], ['Possible privilege escalation', 'T1548'], ['Brute-force attack on mail', 'T1110'],
    ['Multiple failed logins', 'T1110'], ['Login failed', 'T1110'], ['Credential dumping with a known tool', 'T1003'], ['Lateral movement over SMB', 'T1021'], ['LDAP query for administrators', 'T1087'],
    ['Backup service stopped', 'T1489'], ['Ransomware behaviour', 'T1486'], ['Crypto mining pool', 'T1496'], ['Beaconing to a rare address', 'T1071'], ['DNS tunnel suspected', 'T1071.004'],
    ['Data exfiltration by mail', 'T1048'], ['Phishing page opened', 'T1566'], ['Audit log was cleared', 'T1070'], ['Account created', 'T1136'],
  ])('“%s” stands for %s', (title, technique) => {
    expect(meaningOfTitle(title).attackIds).toContain(technique);
  });

  it.each(['Traffic record is malformed', 'New kind of event', 'Load is out of the expected range', 'Successful delivery', 'Printer out of paper', 'Fashion catalogue opened'])('“%s” stands for nothing', (title) => {
    expect(meaningOfTitle(title).attackIds).toEqual([]);
  });

  it.each([['Authentication success', true], ['Login session opened', true], ['Signature database updated', true], ['Successful login', true], ['Login failed', false], ['Successful sudo to root', false]])('“%s” is routine: %s', (title, expected) => {
    expect(meaningOfTitle(title).routine).toBe(expected);
  });
});

describe('the rule of a finding', () => {
  const ruleOf = (more: Partial<Activity>) => productRuleOf({ observedAt: 0, timeSource: 'record', family: 'ecs', kind: 'security_alert', productSeverity: 'low', ...more });

  it('takes tactics and techniques from the title only where the product names none', () => {
    expect(ruleOf({ productRuleName: 'SQL injection' })).toMatchObject({ tactics: ['TA0001'], techniques: ['T1190'] });
    expect(ruleOf({ productRuleName: 'SQL injection', productAttackIds: 'TA0040,T1485' })).toMatchObject({ tactics: ['TA0040'], techniques: ['T1485'] });
  });

  it('takes the tactic from the techniques where the product names only those', () => {
    expect(ruleOf({ productRuleName: 'Odd mail', productAttackIds: 'T1566.002,T1021' })).toMatchObject({ tactics: ['TA0001', 'TA0008'], techniques: ['T1566.002', 'T1021'] });
    expect(ruleOf({ productRuleName: 'Odd mail', productAttackIds: 'T9999' })).toMatchObject({ tactics: [], techniques: ['T9999'] });
  });

  it('keeps the product\'s word on how grave it is, save that routine which it calls low is information', () => {
    expect(ruleOf({ productRuleName: 'Authentication success' })?.level).toBe('informational');
    expect(ruleOf({ productRuleName: 'Authentication success', productSeverity: 'high' })?.level).toBe('high');
    expect(ruleOf({ productRuleName: 'SQL injection' })?.level).toBe('low');
  });
});
