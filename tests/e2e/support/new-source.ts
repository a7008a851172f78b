import type { APIRequestContext, Page } from '@playwright/test';

/** Makes a source on the Sources screen, as a signed-in administrator, and returns its token. */
export async function newSource(page: Page, name: string): Promise<string> {
  await page.goto('/settings/sources/add');
  await page.getByRole('radio', { name: 'Windows with Sysmon' }).check();
  await page.getByLabel('Source name').fill(name);
  await page.getByRole('button', { name: 'Make the source' }).click();
  const token = /ygi_\d+_[A-Za-z0-9_-]{43}/.exec(await page.getByText(/ygi_\d+_[A-Za-z0-9_-]{43}/).first().innerText())?.[0];
  if (token === undefined) throw new Error('the new source shows no token');
  return token;
}

/** Process starts as Sysmon reports them, with these command lines, sent in one request through the real ingest. */
export async function sendCommands(request: APIRequestContext, token: string, commands: readonly string[]): Promise<{ stored: number }> {
  const utcTime = new Date().toISOString().slice(0, 23).replace('T', ' ');
  const records = commands.map((command, number) => JSON.stringify({
    EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'PC-0021.branch.example', UtcTime: utcTime, ProcessGuid: `{00000000-0000-0000-0021-${String(number).padStart(12, '0')}}`,
    ProcessId: String(2_000 + number), Image: 'C:\\Windows\\System32\\cmd.exe', CommandLine: command, User: 'BRANCH\\endo', ParentImage: 'C:\\Windows\\explorer.exe',
  }));
  const answer = await request.post('/api/ingest/events', { headers: { authorization: `Bearer ${token}` }, data: `${records.join('\n')}\n` });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as { stored: number };
}
