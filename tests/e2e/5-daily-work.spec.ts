import { expect, test } from '@playwright/test';
import { signIn } from './support/people';

test.describe.configure({ mode: 'serial' });

test('an analyst looks through what is new, hands over, and finds the next visit beginning there', async ({ page }) => {
  await signIn(page, '/home');
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'New alerts' }).getByRole('link').first()).toBeVisible();
  await page.getByRole('button', { name: 'Check done' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Hand-over note').fill('PC-0412: asked the person, waiting for the answer');
  await dialog.getByRole('button', { name: 'Check done' }).click();
  await expect(page.getByText('The check is logged.')).toBeVisible();
  await expect(page.getByText('Since your last check:')).toBeVisible();
  await expect(page.getByRole('region', { name: 'New alerts' })).toContainText('No new alerts.');
  await page.goto('/home/checks');
  await expect(page.getByText('PC-0412: asked the person, waiting for the answer')).toBeVisible();
});

test('a change for all that a filter finds says how many before, and is undone after', async ({ page }) => {
  await signIn(page, '/workbench');
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  const bar = page.getByRole('region', { name: 'Selected alerts' });
  await expect(bar).toContainText('1 alert selected');
  await bar.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Status').selectOption('in_progress');
  await dialog.getByRole('button', { name: 'Change 1 alert' }).click();
  await expect(page.getByText('1 alert changed')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('In progress');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 alert is as before')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).not.toContainText('In progress');
});

test('from a harmless detection to an exception, with its effect seen first, and its end', async ({ page }) => {
  await signIn(page, '/techniques');
  await page.locator('[data-index="0"]').click();
  await page.getByRole('button', { name: 'Exception…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make an exception' });
  const save = dialog.getByRole('button', { name: 'Save the exception' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: 'See what it would mute' }).click();
  await expect(dialog.getByText(/detections? of [\d,]+ would have been muted/)).toBeVisible();
  await dialog.getByLabel('Why is it harmless?').fill('The person confirmed it');
  await save.click();
  await expect(page.getByText('EX-1 mutes from now on')).toBeVisible();

  await page.goto('/exceptions');
  const row = page.getByRole('row').filter({ hasText: 'EX-1' });
  await expect(row).toContainText('In force');
  await row.click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText('EX-1 has ended')).toBeVisible();
  await expect(row).toContainText('Ended');
});

test('an administrator sees how much is stored and decides how long it stays', async ({ page }) => {
  await signIn(page, '/settings/system');
  await expect(page.getByText('Room left')).toBeVisible();
  const days = page.getByLabel('Records and activity (days)');
  await days.fill('120');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The retention is saved. It is applied tonight.')).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('120');
});
