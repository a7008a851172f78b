import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signIn } from './support/people';

const THEMES = ['dark', 'light'] as const;
const LOCALES = ['en', 'ja'] as const;
const SCREENS = ['/home', '/home/checks', '/workbench', '/techniques', '/techniques?view=matrix', '/rules', '/rules/new', '/rules/import', '/rules/variables', '/exceptions', '/search', '/assets', '/settings/sources', '/settings/sources/add', '/settings/sources/import', '/settings/notifications', '/settings/api-keys', '/settings/system'];

/** Pictures are kept as artefacts of the run, to be looked at. */
const picture = (name: string) => `test-results/screens/${name.replace(/[^a-z0-9]+/gi, '-')}.png`;

test.describe.configure({ timeout: 300_000 });

for (const theme of THEMES) for (const locale of LOCALES) {
  test(`every screen is accessible and without errors, ${theme}, ${locale}`, async ({ page, context, baseURL }) => {
    const errors: string[] = [];
    page.on('pageerror', (e) => errors.push(String(e)));
    page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()); });
    await context.addCookies([{ name: 'yagura-theme', value: theme, url: baseURL ?? '' }, { name: 'yagura-locale', value: locale, url: baseURL ?? '' }]);

    const look = async (path: string) => {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await page.screenshot({ path: picture(`${path}-${theme}-${locale}`), fullPage: true });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${path}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
    };

    await page.goto('/sign-in');
    await look('/sign-in');
    await signIn(page);
    for (const screen of SCREENS) await look(screen);
    await page.goto('/workbench');
    await page.getByRole('row').nth(1).click();
    await page.waitForURL('**/workbench/WB-1-*');
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    await look(new URL(page.url()).pathname);
    expect(errors).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
  });
}
