import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from './support/people';

test.describe.configure({ mode: 'serial' });

const rows = (page: Page) => page.getByRole('grid', { name: 'Records' }).getByRole('row');
const bar = (page: Page) => page.getByRole('combobox', { name: 'Query' });

test('an analyst finds records with the keyboard alone: fields and values are offered, Enter runs, a row opens', async ({ page }) => {
  await signIn(page, '/search?range=all');
  await expect(rows(page).nth(1)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('activ');
  await expect(page.getByRole('option').first()).toContainText('event.action');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('process_st');
  await expect(page.getByRole('option', { name: /process_start/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(bar(page)).toHaveValue('event.action:"process_start" ');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=event\.action/);
  await expect(rows(page).nth(1)).toContainText('Process started');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/open=/);
  await expect(page.getByRole('heading', { name: 'What was read from it' })).toBeVisible();
  await expect(page.getByRole('link', { name: '± 5 min' })).toBeVisible();
});

test('what is wrong with a query is told at its place, and the screen stays as it was', async ({ page }) => {
  await signIn(page, '/search?range=all&q=event.action%3Aprocess_start');
  await expect(rows(page).nth(1)).toBeVisible();
  await bar(page).fill('nonsense:x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'There is no field “nonsense”' })).toBeVisible();
  await expect(page).toHaveURL(/q=event\.action/);
  await expect(rows(page).nth(1)).toBeVisible();
});

test('from a value to only it, to what happened around it, and back', async ({ page }) => {
  await signIn(page, '/search?range=all&q=event.action%3Aprocess_start');
  const value = rows(page).nth(1).getByRole('gridcell').nth(2).getByRole('button');
  const name = (await value.textContent()) ?? '';
  await value.click();
  await page.getByRole('menuitem', { name: 'Only this' }).click();
  await expect(bar(page)).toHaveValue(`event.action:process_start and host.name:"${name}"`);
  await expect(page.getByRole('status').filter({ hasText: 'Searching' })).toHaveCount(0);
  await rows(page).nth(1).getByRole('gridcell').nth(2).getByRole('button').click();
  await page.getByRole('menuitem', { name: '± 5 minutes' }).click();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(bar(page)).toHaveValue(/^host\.id:"/);
  await page.goBack();
  await expect(bar(page)).toHaveValue(`event.action:process_start and host.name:"${name}"`);
});

test('the whole result is exported with times in the reader\'s zone', async ({ page }) => {
  await signIn(page, '/search?range=all&q=event.action%3Aprocess_start');
  await expect(rows(page).nth(1)).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).first().click()]);
  expect(download.suggestedFilename()).toMatch(/^yagura-search-.*\.csv$/);
  const [head, first] = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(head).toContain('timestamp,event.action,host.name');
  expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+09:00,process_start,/);
  await expect(page.getByText(/records? exported/)).toBeVisible();
});

test('a search is saved with its columns, found again, and becomes a rule', async ({ page }) => {
  await signIn(page, '/search?range=all&q=event.action%3Aprocess_start%20and%20process.executable%3A%22*%5Ccmd.exe%22');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Remove Destination address' }).click();
  // The first closes a tooltip, if one is open.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/columns=/);
  await page.getByRole('button', { name: 'Saved searches' }).click();
  await page.getByRole('button', { name: 'Save this search' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Command shells');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('“Command shells” is saved')).toBeVisible();
  await page.goto('/search');
  await page.getByRole('button', { name: 'Saved searches' }).click();
  await page.getByRole('link', { name: 'Command shells' }).click();
  await expect(bar(page)).toHaveValue('event.action:process_start and process.executable:"*\\cmd.exe"');
  await expect(page.getByRole('columnheader', { name: 'Destination address' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Make this a rule' }).click();
  await page.waitForURL('**/rules/new?q=*');
  await expect(page.getByLabel('Rule (YAML)')).toHaveValue(/Image\|endswith: '\\cmd\.exe'/);
});

test('in Japanese, an Enter that ends a composition does not search', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'yagura-locale', value: 'ja', url: baseURL ?? '' }]);
  await signIn(page, '/search?range=all');
  const field = page.getByRole('combobox', { name: '検索条件' });
  await field.focus();
  const before = page.url(), cdp = await context.newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'けんさく', selectionStart: 4, selectionEnd: 4 });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '検索' });
  await expect(field).toHaveValue('検索');
  expect(page.url()).toBe(before);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByText('該当する記録はありません')).toBeVisible();
});
