import type { Page } from '@playwright/test';

export const ADMINISTRATOR = { tenant: 'Asagiri Trading', name: 'Haruka Mori', email: 'mori@asagiri.example', password: 'a long enough password' };

/** First-run page in an empty installation; signs in. */
export async function setUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.waitForURL('**/setup');
  await page.getByLabel('Name of your organisation').fill(ADMINISTRATOR.tenant);
  await page.getByLabel('Your name').fill(ADMINISTRATOR.name);
  await page.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await page.getByLabel('Password', { exact: false }).first().fill(ADMINISTRATOR.password);
  await page.getByLabel('Password again').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Create administrator' }).click();
}

export async function signIn(page: Page, next = '/workbench'): Promise<void> {
  await page.goto(next);
  await page.waitForURL('**/sign-in**');
  await page.locator('input[type=email]').fill(ADMINISTRATOR.email);
  await page.locator('input[type=password]').fill(ADMINISTRATOR.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
