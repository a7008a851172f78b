import type { TestTenant } from '../../support/database';
import { newTenant } from '../../support/database';
import { ndjson, newSource, processStart, send, type TestSource } from '../../ingest/sender';

/** A process start that built-in rules find: PowerShell with an encoded command. */
export function encodedCommand(number: number, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return processStart(number, { Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', CommandLine: 'powershell.exe -NoP -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A', ...extra });
}

/** Another rule, another technique, a lower level. */
export function userQuery(number: number, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return processStart(number, { Image: 'C:\\Windows\\System32\\whoami.exe', CommandLine: 'whoami /groups', ...extra });
}

export const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' } as const;

export interface SendingTenant extends TestTenant { source: TestSource; sendRecords: (records: readonly unknown[]) => Promise<string> }

/** A tenant with one source; `sendRecords` answers with the chunk's uuid. */
export async function sendingTenant(): Promise<SendingTenant> {
  const tenant = await newTenant();
  const source = await newSource(tenant.tenantId);
  return { ...tenant, source, sendRecords: async (records) => (await send(source, ndjson(records))).chunk };
}
