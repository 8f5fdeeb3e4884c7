import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../support/folder.ts';
import { openDesktop, setTheme, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** A company on one computer: its backup, its restore, and what protects a computer without a keychain. */
export async function backup(take: Take): Promise<void> {
  const folder = makeFolder('tour-backup');
  const desktop = await openDesktop(join(folder, 'profile'));
  const { page } = desktop;
  const both = async (file: string, what: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, theme);
      await take(desktop, `${file}-${theme}`, `${what} (${theme})`);
    }
    await setTheme(desktop, 'light');
  };
  await page.getByRole('button', { name: 'Set up on this computer' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Acme');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Example');
  await page.getByRole('textbox', { name: 'Email' }).fill('ada@acme.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create company' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Open the inbox' }).click();
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('button', { name: 'This device' }).click();
  const backups = page.getByRole('region', { name: 'Backups' });
  const target = join(folder, 'Backup disk');
  mkdirSync(target);
  await desktop.app.evaluate(({ dialog }, path) => {
    // The one method that is used, without the window of the dialog.
    dialog.showOpenDialog = (async () => ({
      canceled: false,
      filePaths: [path],
    })) as unknown as typeof dialog.showOpenDialog;
  }, target);
  await backups.getByRole('button', { name: 'Choose…' }).click();
  await backups.getByText('Backup disk').waitFor();
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await backups.getByText(/0 messages/).waitFor();
  await both('this-device', 'This device: the last backup, where it goes, restore and recovery key');
  await page.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('radio', { checked: true }).last().waitFor();
  await both('restore', 'Which backup comes back, with the recovery key');
  await page.keyboard.press('Escape');
  await desktop.close();

  const bare = await openDesktop(join(folder, 'bare'), ['--password-store=basic']);
  await bare.page.getByRole('button', { name: 'Protect it with a passphrase' }).click();
  await bare.page.getByLabel('New passphrase').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(bare, theme);
    await take(bare, `passphrase-${theme}`, `A computer without a keychain: a passphrase instead (${theme})`);
  }
  await bare.close();
}
