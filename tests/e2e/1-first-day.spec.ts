import { expect, test } from '@playwright/test';
import { ADMINISTRATOR, setUp, signIn } from './support/people';

test.describe.configure({ mode: 'serial' });

test('the first person sets up, loads the demo and finds one alert that explains itself', async ({ page }) => {
  await setUp(page);
  await page.waitForURL('**/home');
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await page.getByRole('link', { name: 'Workbench' }).click();
  await page.waitForURL('**/workbench');

  const row = page.getByRole('row').filter({ hasText: 'PsExec' });
  await expect(row).toBeVisible({ timeout: 60_000 });
  // The chain grows while the demo is still arriving: wait until it spans all its machines.
  await expect(row).toContainText('4 endpoints', { timeout: 60_000 });
  await row.click();
  await page.waitForURL('**/workbench/WB-1-*');

  // Who, where, how bad, in the head of the page.
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/PsExec from PC-\d+ to 3 machines/);
  await expect(page.getByText('99', { exact: false }).first()).toBeVisible();
  // How: numbered steps with their phases.
  for (const phase of ['Credential access', 'Lateral movement', 'Exfiltration']) await expect(page.getByText(phase, { exact: true }).first()).toBeVisible();
  await expect(page.getByText('①').first()).toBeVisible();
  // The graph draws its machines; the same graph is there as a list.
  await expect(page.locator('.react-flow__node').filter({ hasText: 'FS-02' }).first()).toBeVisible();
  await page.getByRole('tab', { name: /as a list/i }).click();
  await expect(page.getByRole('cell', { name: /FS-02/ }).first()).toBeVisible();
});

test('the analyst opens the record under a highlight and sees it as it was sent', async ({ page }) => {
  await signIn(page);
  await page.getByRole('row').filter({ hasText: 'PsExec' }).click();
  await page.waitForURL('**/workbench/WB-1-*');
  await page.getByRole('button', { name: 'Record', exact: true }).first().click();
  const flyout = page.getByRole('dialog').or(page.getByRole('complementary', { name: /record/i })).first();
  await expect(flyout.getByText(/"(EventID|Channel|ts|@timestamp)"|CEF:0/).first()).toBeVisible();
});

test('the decision is kept: closing asks for a finding, and the list shows it', async ({ page }) => {
  await signIn(page);
  await page.getByRole('row').filter({ hasText: 'PsExec' }).click();
  await page.waitForURL('**/workbench/WB-1-*');
  await page.getByPlaceholder(/What you found out/).fill('Asked the person: it was not them.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('Asked the person: it was not them.')).toBeVisible();
  await expect(page.getByText(ADMINISTRATOR.name).first()).toBeVisible();
});

test('techniques can be narrowed to one machine, and the address shows the same to a colleague', async ({ page, context }) => {
  await signIn(page, '/techniques');
  const total = page.getByText(/^\d+ detections$/).first();
  await expect(total).toBeVisible();
  const before = Number.parseInt(await total.innerText(), 10);
  await page.goto(`${page.url().split('?')[0]}?level=critical`);
  await expect(async () => expect(Number.parseInt(await total.innerText(), 10)).toBeLessThan(before)).toPass();
  const narrowed = await total.innerText();
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(colleague.getByText(/^\d+ detections$/).first()).toHaveText(narrowed);
});
