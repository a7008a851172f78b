import { makeZip } from '../../domains/rules/support/zip';

export interface OfficeRule { id: string; title: string; marker: string; level?: string }

/** A rule as a team would keep it in its repository. */
export function officeRule({ id, title, marker, level = 'medium' }: OfficeRule): string {
  return `title: ${title}
id: ${id}
status: test
author: Kaito Ueda
logsource:
  product: windows
  category: process_creation
detection:
  seen:
    CommandLine|contains: '${marker}'
  condition: seen
level: ${level}
`;
}

/** What a browser hands over when somebody chooses a zip file with these rules. */
export function rulesUpload(rules: readonly OfficeRule[]): { name: string; mimeType: string; buffer: Buffer } {
  const files = rules.map((rule) => ({ name: `office-rules/${rule.id}.yml`, content: officeRule(rule) }));
  return { name: 'office-rules.zip', mimeType: 'application/zip', buffer: Buffer.from(makeZip(files)) };
}
