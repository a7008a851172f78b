import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from './support/people';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** The worker reads assets a few seconds after the records came. */
async function openList(page: Page, path = '/assets'): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole('row').nth(1)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

test('from the list to an endpoint: who it is, its alerts, detections, logons, programs and timeline', async ({ page }) => {
  await signIn(page, '/assets');
  await openList(page, '/assets?sort=-alerts');
  await page.getByRole('row').nth(1).click();
  await page.waitForURL('**/assets/endpoints/*');
  await expect(page.getByRole('region', { name: 'Identity' })).toContainText('Accounts seen here');
  await expect(page.getByRole('region', { name: 'Alerts' }).getByRole('link').first()).toHaveAttribute('href', /\/workbench\/WB-/);
  for (const tab of ['Detections', 'Logons', 'Processes', 'Timeline']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
  }
  await page.getByRole('grid', { name: 'Timeline' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Record' }).or(page.getByRole('dialog', { name: 'Record' }))).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('link', { name: 'Open in Search' }).click();
  await page.waitForURL('**/search?*');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
});

test('a server is marked critical, with its reason, and found by that', async ({ page }) => {
  await signIn(page, '/assets');
  await openList(page);
  await page.getByRole('row').nth(1).click();
  await page.waitForURL('**/assets/endpoints/*');
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Criticality').selectOption('critical');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Say why');
  await dialog.getByLabel('Why').fill('Holds the accounting data');
  await dialog.getByLabel('Tags').fill('server, 東京');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What you say of it' })).toContainText('Holds the accounting data');
  await page.goto('/assets?criticality=critical');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row').nth(1)).toContainText(name);
  await expect(page.getByRole('row').nth(1)).toContainText('東京');
});

test('two endpoints are merged after a preview, and the merge is undone', async ({ page }) => {
  await signIn(page, '/assets');
  await openList(page, '/assets?sort=name');
  await expect(page.getByRole('button', { name: 'Merge' })).toHaveAttribute('aria-disabled', 'true');
  for (const row of [1, 2]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge two assets' });
  await expect(dialog.getByText('Together')).toBeVisible();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await page.waitForURL('**/assets/endpoints/*');
  await expect(page.getByText('Merged into this')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/is shown by itself again/)).toBeVisible();
  await expect(page.getByText('Merged into this')).toBeHidden();
});

test('from an alert to the page of an endpoint', async ({ page }) => {
  await signIn(page, '/workbench');
  await page.getByRole('row').nth(1).click();
  await page.waitForURL('**/workbench/WB-1-*');
  await page.getByRole('link', { name: /^Open the page of / }).first().click();
  await page.waitForURL(/\/assets\/(endpoints|accounts)\//);
  await expect(page.getByRole('region', { name: 'Alerts' }).getByRole('link').first()).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) for (const locale of ['en', 'ja'] as const) {
  test(`assets are accessible, ${theme}, ${locale}`, async ({ page, context, baseURL }) => {
    await context.addCookies([{ name: 'yagura-theme', value: theme, url: baseURL ?? '' }, { name: 'yagura-locale', value: locale, url: baseURL ?? '' }]);
    await signIn(page, '/assets');
    await openList(page, '/assets?sort=-detections');
    await page.getByRole('row').nth(1).click();
    await page.waitForURL('**/assets/endpoints/*');
    const endpoint = new URL(page.url()).pathname;
    const look = async (path: string): Promise<void> => {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: `test-results/screens/${path.replace(/[^a-z0-9]+/gi, '-')}-${theme}-${locale}.png`, fullPage: true });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${path}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
    };
    for (const path of ['/assets', '/assets?tab=accounts', ...['overview', 'detections', 'logons', 'processes', 'timeline'].map((view) => `${endpoint}?view=${view}`), '/assets/endpoints/no-such-endpoint']) await look(path);
  });
}
