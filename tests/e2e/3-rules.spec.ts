import { expect, test, type Page } from '@playwright/test';
import { newSource, sendCommands } from './support/new-source';
import { signIn } from './support/people';
import { officeRule, rulesUpload, type OfficeRule } from './support/zip-rules';

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

const FLOOD = '5c1d1d4e-3b0f-4c55-9a51-0c7c1f2a9d20';

test('a rule that matches everything is quarantined by ingest, shown with what it cost, and put back in force by a person', async ({ page, request }) => {
  await signIn(page, '/rules/new');
  await page.getByLabel('Rule (YAML)').fill(officeRule({ id: FLOOD, title: 'Any command at the branch', marker: 'branch-job', level: 'informational' }));
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await page.waitForURL(`**/rules/${FLOOD}`);

  const token = await newSource(page, 'Branch jobs');
  expect(await sendCommands(request, token, Array.from({ length: 1_200 }, () => 'cmd.exe /c branch-job'))).toMatchObject({ stored: 1_200 });

  await page.goto('/rules?state=quarantined');
  const row = page.getByRole('row').filter({ hasText: 'Any command at the branch' });
  await expect(row).toContainText('Quarantined');
  await expect(row).toContainText(/\d (ns|µs|ms)/);
  await page.goto(`/rules/${FLOOD}`);
  const notice = page.getByRole('status').filter({ hasText: 'Quarantined since' });
  await expect(notice).toContainText('It matched 1,200 of the 1,200 records of its log source. (100%)');
  await expect(notice).toContainText(/Looking at one record took [\d.]+ (ns|µs|ms)\./);

  // Out of force: what arrives meanwhile is stored and raises nothing.
  await sendCommands(request, token, ['cmd.exe /c branch-job meanwhile']);
  await notice.getByRole('button', { name: 'Put back in force' }).click();
  await expect(page.getByText('Back in force: Any command at the branch')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await sendCommands(request, token, ['cmd.exe /c branch-job afterwards']);

  await page.goto(`/techniques?rule=${FLOOD}&range=all`);
  await expect(page.getByText('branch-job afterwards').first()).toBeVisible();
  await expect(page.getByText('branch-job meanwhile')).toHaveCount(0);
  await page.goto('/rules?text=Any+command+at+the+branch');
  await expect(row).toContainText('In force');
});

const FIRST = { id: '5c1d1d4e-3b0f-4c55-9a51-0c7c1f2a9d31', title: 'Office tool one', marker: 'office-tool-one' };
const SECOND = { id: '5c1d1d4e-3b0f-4c55-9a51-0c7c1f2a9d32', title: 'Office tool two', marker: 'office-tool-two' };
const SET = 'office-rules';

async function preview(page: Page, rules: readonly OfficeRule[]): Promise<void> {
  await page.goto('/rules/import');
  await page.getByLabel('Zip file with rules').setInputFiles(rulesUpload(rules));
  await page.getByLabel('Name of the set').fill(SET);
  await page.getByRole('button', { name: 'Preview' }).click();
}

test('a zip of rules is imported after a preview, and its next version leaves decisions and edits to the people here', async ({ page }) => {
  await signIn(page, '/rules/import');
  await preview(page, [FIRST, SECOND]);
  await expect(page.getByRole('tab', { name: /Added/ })).toContainText('2');
  await page.getByRole('button', { name: 'Import 2 changes' }).click();
  await expect(page.getByText('Imported: 2 added, 0 updated, 0 removed')).toBeVisible();

  // A decision about the first, an edit of the second.
  await page.goto('/rules?text=Office+tool+one');
  await page.getByRole('switch', { name: /Office tool one/ }).click();
  await expect(page.getByText('Off: Office tool one')).toBeVisible();
  await page.goto(`/rules/${SECOND.id}/edit`);
  await page.getByLabel('Rule (YAML)').fill(officeRule({ ...SECOND, marker: 'as-we-see-it' }));
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(`**/rules/${SECOND.id}`);

  await preview(page, [{ ...FIRST, marker: 'one-in-version-two' }, { ...SECOND, marker: 'two-in-version-two' }]);
  // Three texts, two by two: their change, ours, and what taking theirs would do.
  await expect(page.getByText('You edited it, and so did its author.')).toBeVisible();
  const diffs = page.getByRole('tabpanel').locator('figure');
  await expect(diffs).toHaveCount(3);
  await expect(diffs.nth(0)).toContainText('two-in-version-two');
  await expect(diffs.nth(1)).toContainText('as-we-see-it');
  await page.getByLabel('What to do with Office tool two').selectOption({ label: 'Keep mine' });
  await page.getByRole('button', { name: 'Import 2 changes' }).click();
  await expect(page.getByText('Imported: 0 added, 1 updated, 0 removed')).toBeVisible();

  await page.goto(`/rules/${FIRST.id}?tab=yaml`);
  await expect(page.getByText('one-in-version-two').first()).toBeVisible();
  await expect(page.getByText('Kaito Ueda').first()).toBeVisible();
  await page.goto('/rules?text=Office+tool+one');
  await expect(page.getByRole('switch', { name: /Office tool one/ })).not.toBeChecked();
  await page.goto(`/rules/${SECOND.id}?tab=yaml`);
  await expect(page.getByText('as-we-see-it').first()).toBeVisible();
});
