import { expect, test } from '@playwright/test';
import { signIn } from './support/people';

test('a new source: the token is shown once, the first record is seen arriving and being understood', async ({ page, request, baseURL }) => {
  await signIn(page, '/settings/sources');
  await page.getByRole('button', { name: 'Add a source' }).first().click();
  await page.getByLabel('Windows with Sysmon').check();
  await page.getByLabel('Source name').fill('Branch office');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a source' }).click();
  const token = (await page.getByText(/ygi_1_[A-Za-z0-9_-]{43}/).first().innerText()).match(/ygi_1_[A-Za-z0-9_-]{43}/)?.[0];
  expect(token).toBeTruthy();
  await expect(page.getByText('Waiting for the first record…')).toBeVisible();

  const record = {
    EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'PC-0007.branch.example', UtcTime: '2026-11-23 01:02:03.004', ProcessGuid: '{00000000-0000-0000-0000-000000000007}',
    ProcessId: '77', Image: 'C:\\Windows\\System32\\notepad.exe', CommandLine: 'notepad.exe', User: 'BRANCH\\ito', ParentImage: 'C:\\Windows\\explorer.exe',
  };
  const answer = await request.post(`${baseURL}/api/ingest/events`, { headers: { authorization: `Bearer ${token}` }, data: `${JSON.stringify(record)}\n` });
  expect(await answer.json()).toMatchObject({ received: 1, stored: 1, rejectedCount: 0 });
  await expect(page.getByText('1 record received')).toBeVisible();
  await expect(page.getByText('Process started')).toBeVisible();

  await page.reload();
  await expect(page.getByText(token ?? 'no token')).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'Branch office' })).toContainText('1');
});
