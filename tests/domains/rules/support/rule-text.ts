export interface RuleOptions { id: string; title?: string; level?: string; status?: string; author?: string; logSource?: string; detection?: string }

/** A rule of our own for tests: fires when a command line holds `marker`, unless told otherwise. */
export function ruleText({ id, title = `Rule ${id}`, level = 'high', status = 'test', author = 'Mori Hana', logSource = 'product: windows\n  category: process_creation', detection }: RuleOptions): string {
  return `title: ${title}
id: ${id}
status: ${status}
description: A rule of the tests.
author: ${author}
tags:
  - attack.execution
  - attack.t1059.001
logsource:
  ${logSource}
detection:
${detection ?? "  seen:\n    CommandLine|contains: 'umeboshi'\n  condition: seen"}
level: ${level}
`;
}

export const RULE_A = '11111111-aaaa-4aaa-8aaa-000000000001';
export const RULE_B = '11111111-aaaa-4aaa-8aaa-000000000002';
export const RULE_C = '11111111-aaaa-4aaa-8aaa-000000000003';
