import { expect, test } from '@playwright/test';
import { signIn } from './support/people';

const RULE = `title: PsExec seen by the office
id: 5c1d1d4e-3b0f-4c55-9a51-0c7c1f2a9d10
status: test
author: Haruka Mori
logsource:
  product: windows
  category: process_creation
detection:
  tool:
    ParentImage|endswith: '\\PSEXESVC.exe'
  condition: tool
level: medium
`;

test('a detection engineer writes a rule, mends what the editor points at, tries it on stored records and puts it in force', async ({ page }) => {
  await signIn(page, '/rules/new');
  const editor = page.getByLabel('Rule (YAML)');
  await editor.fill(RULE.replace('condition: tool', 'condition: tol'));
  await expect(page.getByText(/Line \d+/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the rule' })).toHaveAttribute('aria-disabled', 'true');

  await editor.fill(RULE);
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const total = page.getByText(/^\d+ match(es)? in [\d,]+ records$/);
  await expect(total).toBeVisible({ timeout: 60_000 });
  expect(Number.parseInt(await total.innerText(), 10)).toBeGreaterThan(0);
  await expect(page.getByText('By endpoint')).toBeVisible();

  await page.getByRole('button', { name: 'Save the rule' }).click();
  await page.waitForURL('**/rules/5c1d1d4e-**');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('PsExec seen by the office');
  await page.goto('/rules?text=PsExec+seen+by+the+office');
  const row = page.getByRole('row').filter({ hasText: 'PsExec seen by the office' });
  await expect(row).toContainText('In force');
});

test('a rule is turned off and on again from the list, and the change can be undone', async ({ page }) => {
  await signIn(page, '/rules?text=PsExec+seen+by+the+office');
  const own = page.getByRole('switch', { name: /PsExec seen by the office/ });
  await own.click();
  await expect(own).not.toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(own).toBeChecked();
});
