import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchHeader } from '#shared/wire/rest.ts';
import { until } from '../support/deadline.ts';
import { filesBelow, removeFolder } from '../support/folder.ts';
import { findSecrets } from '../support/secret-scan.ts';
import type { Simulator } from '../support/simulator.ts';
import { apiOf, connectNumber, leadToSimulator, setUpCompany } from './bundled-company.ts';
import { signIn } from './desk.ts';
import { bubblesOf, expect, openThread, say, test } from './fixtures.ts';

// Backup and restore of a company on one computer (ruling 42, R-7e), through the screens.

const ada = { email: 'ada@acme.example', password: 'correct horse battery' };

/** The system's folder dialog is answered with this one from now on. */
async function answerWithFolder(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    // The one method that is used, without the window of the dialog.
    dialog.showOpenDialog = (async () => ({
      canceled: false,
      filePaths: [path],
    })) as unknown as typeof dialog.showOpenDialog;
  }, folder);
}

async function showDevice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('button', { name: 'This device' }).press('Enter');
}

async function write(simulator: Simulator, text: string): Promise<string> {
  const [customer] = simulator.company.customers;
  const [number] = simulator.company.wabas[0]?.phoneNumbers ?? [];
  await simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.id ?? '', text });
  return customer?.name ?? '';
}

test('ruling 42 restore drill: the machine is lost; backup and recovery key bring conversations, number and token back', async ({
  simulator,
  launch,
  folder,
}) => {
  const target = join(folder, 'usb disk');
  mkdirSync(target);
  const desk = await launch();
  await leadToSimulator(desk.app, simulator);
  const recoveryKey = await setUpCompany(desk.page, ada);
  await connectNumber(desk.app, simulator, ada);
  const name = await write(simulator, 'CANARY of a customer');
  await openThread(desk.page, name);
  await expect(bubblesOf(desk.page, 'CANARY of a customer')).toBeVisible();
  await say(desk.page, 'Before the loss');
  await until('the message at WhatsApp', async () => (await simulator.ledger()).sends.length === 1);
  const { api } = await apiOf(desk.app, ada);
  const [account] = (await api.call('listIntegrations')).data;
  const { data } = await api.call('createIntegrationToken', { body: { accountId: account?.id ?? '', name: 'CRM' } });

  await showDevice(desk.page);
  const backups = desk.page.getByRole('region', { name: 'Backups' });
  await answerWithFolder(desk.app, target);
  await backups.getByRole('button', { name: 'Choose…' }).click();
  await expect(backups).toContainText('usb disk');
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(backups).toContainText(/1 conversations, 2 messages/);
  // Lost with the computer, and no doubt about what it had not told anybody.
  await desk.page.getByRole('button', { name: /^Inbox/ }).click();
  await openThread(desk.page, name);
  await say(desk.page, 'After the backup');
  await until('the second message', async () => (await simulator.ledger()).sends.length === 2);
  await desk.kill();
  removeFolder(desk.profile);

  // Without the recovery key nothing of it is readable.
  const secrets = [
    'CANARY of a customer',
    'Before the loss',
    name,
    data.token,
    simulator.company.accessToken,
    recoveryKey,
  ];
  const hits = filesBelow(target).flatMap((file) =>
    findSecrets(
      readFileSync(file),
      secrets.map((value) => ({ name: value.slice(0, 12), value })),
    ).map((hit) => ({ file, ...hit })),
  );
  expect(hits).toEqual([]);

  const { app, page } = await launch();
  await leadToSimulator(app, simulator);
  await page.getByRole('button', { name: 'Restore from a backup…' }).click();
  await answerWithFolder(app, target);
  await page.getByRole('button', { name: 'Choose the folder…' }).click();
  await expect(page.getByRole('radio')).toHaveCount(1);
  const field = page.getByRole('textbox', { name: 'Recovery key' });
  await field.fill(recoveryKey.replace(/^./, (char) => (char === 'A' ? 'B' : 'A')));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText(/not the key of this backup/)).toBeVisible();
  await field.fill(recoveryKey.toLowerCase());
  await page.getByRole('button', { name: 'Restore', exact: true }).click();

  await signIn(page, ada.email, ada.password);
  await openThread(page, name);
  await expect(bubblesOf(page, 'CANARY of a customer')).toBeVisible();
  await expect(bubblesOf(page, 'Before the loss')).toBeVisible();
  await expect(bubblesOf(page, 'After the backup')).toHaveCount(0);
  await say(page, 'Back again');
  await until('the third message', async () => (await simulator.ledger()).sends.length === 3);
  const server = await apiOf(app, ada);
  const answer = await fetch(`${server.url}/api/integrations/verify`, {
    headers: { authorization: `Bearer ${data.token}`, [launchHeader]: server.launchSecret },
  });
  expect(answer.status).toBe(200);
  expect(readdirSync(join(target, readdirSync(target)[0] ?? '')).filter((file) => file.endsWith('.part'))).toEqual([]);
});

test('a backup folder that is gone is an alert wherever one is, until a backup succeeds @wide', async ({
  simulator,
  launch,
  folder,
}) => {
  const target = join(folder, 'usb disk');
  mkdirSync(target);
  const { app, page } = await launch();
  await leadToSimulator(app, simulator);
  await setUpCompany(page, ada);
  await showDevice(page);
  await answerWithFolder(app, target);
  await page.getByRole('button', { name: 'Choose…' }).click();
  const backups = page.getByRole('region', { name: 'Backups' });
  await expect(backups).toContainText('usb disk');
  rmSync(target, { recursive: true });
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('button', { name: /^Inbox/ }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The last backup was not written.' });
  await expect(alert).toContainText('Plug in its disk');
  expect(existsSync(target)).toBe(false);
  mkdirSync(target);
  await alert.getByRole('button', { name: 'Show backups' }).click();
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(alert).toHaveCount(0);
  await expect(backups).toContainText(/just now|sec\. ago/);
});

test('on the same computer: a new recovery key, and a restore with it that keeps what was there aside @wide', async ({
  simulator,
  launch,
}) => {
  const { app, page, profile } = await launch();
  await leadToSimulator(app, simulator);
  const first = await setUpCompany(page, ada);
  await connectNumber(app, simulator, ada);
  const name = await write(simulator, 'Hello?');
  await openThread(page, name);
  await showDevice(page);
  await page.getByRole('button', { name: 'Make a new one…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new key' }).click();
  const once = page.getByRole('alertdialog', { name: 'Keep this recovery key' });
  const recoveryKey = await once.getByLabel('Recovery key').innerText();
  expect(recoveryKey).not.toBe(first);
  await once.getByRole('button', { name: 'I have put the key somewhere safe' }).click();
  const backups = page.getByRole('region', { name: 'Backups' });
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(backups).toContainText(/just now|sec\. ago/);

  await page.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore from a backup' });
  await expect(dialog.getByRole('radio')).toHaveCount(1);
  await dialog.getByRole('textbox', { name: 'Recovery key' }).fill(first);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(dialog).toContainText('not the key of this backup');
  await dialog.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await signIn(page, ada.email, ada.password);
  await openThread(page, name);
  await expect(bubblesOf(page, 'Hello?')).toBeVisible();
  expect(readdirSync(join(profile, 'aside')).length).toBe(1);
  expect(readdirSync(join(profile, 'companies')).length).toBe(1);
});
