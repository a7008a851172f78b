import { existsSync } from 'node:fs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from './support/people';
import { RSYSLOGD, runRsyslog } from './support/rsyslog';

const RECORD = {
  EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'PC-0007.branch.example', UtcTime: '2026-11-23 01:02:03.004', ProcessGuid: '{00000000-0000-0000-0000-000000000007}',
  ProcessId: '77', Image: 'C:\\Windows\\System32\\notepad.exe', CommandLine: 'notepad.exe', User: 'BRANCH\\ito', ParentImage: 'C:\\Windows\\explorer.exe',
};

/** Walks through "Add a source" up to the page that shows the token and waits. */
async function addSource(page: Page, product: string, name: string): Promise<string> {
  await signIn(page, '/settings/sources');
  await page.getByRole('button', { name: 'Add a source' }).first().click();
  await page.getByLabel(product, { exact: true }).check();
  await page.getByLabel('Source name').fill(name);
  await page.getByRole('button', { name: 'Make the source' }).click();
  await expect(page.getByText('Waiting for the first record…')).toBeVisible();
  return (await page.getByText(/ygi_1_[A-Za-z0-9_-]{43}/).first().innerText()).match(/ygi_1_[A-Za-z0-9_-]{43}/)?.[0] ?? 'no token';
}

test('a new source: the token is shown once, the first record is seen arriving and being understood', async ({ page, request, baseURL }) => {
  const token = await addSource(page, 'Windows with Sysmon', 'Branch office');
  const answer = await request.post(`${baseURL}/api/ingest/events`, { headers: { authorization: `Bearer ${token}` }, data: `${JSON.stringify(RECORD)}\n` });
  expect(await answer.json()).toMatchObject({ received: 1, stored: 1, rejectedCount: 0 });
  await expect(page.getByText('1 record received')).toBeVisible();
  await expect(page.getByText('Process started')).toBeVisible();
  await expect(page.getByText('PC-0007.branch.example').first()).toBeVisible();

  await page.getByRole('link', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Branch office' })).toBeVisible();
  await expect(page.getByText('windows', { exact: true })).toBeVisible();
  await page.goto('/settings/sources');
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'Branch office' })).toContainText('1');
});

test('a source that sends what cannot be read: why is said at once, and its reject is shown byte for byte', async ({ page, request, baseURL }) => {
  const token = await addSource(page, 'Any HTTP client', 'Broken sender');
  await request.post(`${baseURL}/api/ingest/events`, { headers: { authorization: `Bearer ${token}` }, data: '{"broken\n' });
  await expect(page.getByText('Records arrive, but none could be read.')).toBeVisible();
  await page.getByRole('link', { name: '1 reject' }).click();
  await page.getByRole('row').nth(1).click();
  await expect(page.getByText('7b 22 62 72 6f 6b 65 6e')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('1 reject read again, 0 stored.')).toBeVisible();
});

test('a source is paused, resumed with undo, set, given a new token and retired', async ({ page, request, baseURL }) => {
  const token = await addSource(page, 'Vector', 'To be retired');
  await page.getByRole('link', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();

  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Expected at least every').selectOption({ label: '15 minutes' });
  await page.getByLabel('Zone of times without one').selectOption({ label: 'UTC+09:00' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It holds for what comes from now on.')).toBeVisible();

  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('button', { name: 'Make the token' }).click();
  await expect(page.getByRole('alertdialog').getByText(/ygi_1_/).first()).toBeVisible();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Done' }).click();
  const old = await request.post(`${baseURL}/api/ingest/events`, { headers: { authorization: `Bearer ${token}` }, data: '{"a":1}\n' });
  expect(old.status()).toBe(200);

  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Retire' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retire' }).click();
  await page.waitForURL('**/settings/sources');
  await expect(page.getByRole('row').filter({ hasText: 'To be retired' })).toHaveCount(0);
});

test('files are sent with the browser and counted; the same file again is known', async ({ page }) => {
  const lines = Array.from({ length: 500 }, (_, n) => JSON.stringify({ ...RECORD, ProcessId: String(n) })).join('\n');
  const file = { name: 'recorded.jsonl', mimeType: 'application/json', buffer: Buffer.from(`${lines}\n{"broken\n`) };
  await signIn(page, '/settings/sources/import');
  await page.getByLabel('Name of the new source').fill('Recordings');
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('501 records: 500 stored, 1 rejected')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('This file is in already; nothing was sent again.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: 'recorded.jsonl' })).toContainText('500');
});

test('rsyslog with the configuration that is shown: its first message is understood', async ({ page }) => {
  test.skip(!existsSync(RSYSLOGD), `${RSYSLOGD} is not installed`);
  await addSource(page, 'rsyslog', 'Servers');
  const configuration = await page.locator('pre[aria-label=omelasticsearch]').innerText();
  const rsyslog = await runRsyslog(configuration);
  try {
    await rsyslog.send('<38>1 2026-11-23T10:00:00+09:00 srv-1 sshd 77 - - Accepted password for sato from 192.0.2.4 port 4242 ssh2');
    await expect(page.getByText('1 record received')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('srv-1').first()).toBeVisible();
    await page.goto(`/search?range=all&q=${encodeURIComponent('"Accepted password for sato"')}`);
    await expect(page.getByText('1 record', { exact: true })).toBeVisible();
  } finally {
    await rsyslog.stop();
  }
});

test('an OpenTelemetry exporter with the address and token that are shown: its first record is understood', async ({ page, baseURL }) => {
  const token = await addSource(page, 'OpenTelemetry', 'Services');
  await page.getByRole('tab', { name: 'OpenTelemetry SDK' }).click();
  await expect(page.getByText(`${baseURL}/v1/logs`)).toBeVisible();
  const exporter = new OTLPLogExporter({ url: `${baseURL}/v1/logs`, headers: { authorization: `Bearer ${token}` } });
  const provider = new LoggerProvider({ resource: resourceFromAttributes({ 'service.name': 'shop', 'host.name': 'srv-9' }), processors: [new BatchLogRecordProcessor(exporter)] });
  provider.getLogger('e2e').emit({ body: 'user sato signed in from 192.0.2.4', severityText: 'INFO' });
  await provider.forceFlush();
  await provider.shutdown();
  await expect(page.getByText('1 record received')).toBeVisible();
  await expect(page.getByText('user sato signed in from 192.0.2.4').first()).toBeVisible();
  await page.goto(`/search?q=${encodeURIComponent('"user sato signed in"')}`);
  await expect(page.getByText('1 record', { exact: true })).toBeVisible();
});
