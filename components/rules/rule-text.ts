/** A rule that loads as it is, to be written over. */
export const NEW_RULE_TEXT = `title: Name of what it finds
status: experimental
description: What happens, and why it matters.
author: 
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\\example.exe'
    CommandLine|contains: ' --example '
  condition: selection
falsepositives:
  - What harmless thing looks the same
level: medium
tags:
  - attack.execution
`;

/** The condition as it is written; null when it is not on one line. */
export function conditionOf(text: string): string | null {
  const found = /^[ \t]+condition:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim();
  return found === undefined || /^[|>[]/.test(found) ? null : found.replace(/^(['"])(.*)\1$/, '$2');
}

/** A rule's page; ids may hold any character. */
export function rulePagePath(id: string): string {
  return `/rules/${encodeURIComponent(id)}`;
}
