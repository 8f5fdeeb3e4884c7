import { makeFolder } from '../support/folder.ts';
import { openDesktop, setTheme, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** The seeds' click paths of numbers, companies and phones, step by step, in the demo company as its admin. */
export async function adminNumbers(take: Take): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-numbers'), ['--demo']);
  const { page } = desktop;
  const step = async (name: string, what: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, theme);
      await take(desktop, `numbers-${name}-${theme}`, `${what} (${theme})`);
    }
    await setTheme(desktop, 'light');
  };
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: /: account menu$/ }).click();
  await page.getByRole('menuitemradio', { name: /^Noor/ }).click();
  await page.getByRole('button', { name: 'Noor Haddad: account menu' }).waitFor({ timeout: 30_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  const open = (name: string) => screen.getByRole('button', { name, exact: true }).click();

  await open('Accounts');
  await screen.getByRole('listitem', { name: 'Front desk' }).waitFor();
  await screen.getByRole('button', { name: 'Add Integration' }).click();
  await step('add', 'S3: Add Integration, its fields');
  await screen.getByLabel('Integration Name', { exact: true }).fill('Main Business Number');
  await screen.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.locator('input[aria-invalid="true"]').waitFor();
  await step('add-error', 'S3: the field that is wrong');
  await screen.getByRole('button', { name: 'Cancel' }).click();

  await screen.getByRole('listitem', { name: 'Marlow Store' }).getByRole('button').click();
  await screen.getByLabel('Webhook URL', { exact: true }).waitFor();
  await step('account', 'S3: a number’s page, with what Meta’s settings need');
  const doctor = screen.getByRole('region', { name: 'Connection doctor' });
  await doctor.getByRole('button', { name: 'Examine' }).click();
  await doctor.getByRole('status').filter({ hasNotText: 'Examining' }).waitFor();
  await doctor.getByRole('button', { name: 'Examine again' }).scrollIntoViewIfNeeded();
  await step('doctor', 'The connection doctor');
  await screen.getByRole('button', { name: 'Enter new credentials' }).click();
  await step('credentials', 'New credentials: write-only');
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await screen.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('alertdialog').waitFor();
  await step('delete', 'A number is deleted: what stays, what goes, what waits');
  await page.keyboard.press('Escape');

  await open('Tenants');
  await screen.getByRole('list', { name: 'Companies' }).getByRole('button').first().click();
  await screen.getByRole('button', { name: 'WhatsApp Setup' }).waitFor();
  await step('tenant', 'S4: a tenant');
  await screen.getByRole('button', { name: 'WhatsApp Setup' }).click();
  await screen.getByRole('combobox', { name: 'Endpoint' }).selectOption('Primary');
  await screen.getByRole('button', { name: 'Assign Endpoint' }).click();
  await page.getByText('Endpoint assigned').waitFor();
  await step('assign', 'S4: WhatsApp Setup, Assign Endpoint');

  await open('Devices');
  await screen.getByRole('button', { name: 'Add Device' }).click();
  await page.getByRole('textbox', { name: 'Name of the device' }).fill('Night shift');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'QR code to scan' }).waitFor();
  await step('code', 'S4: Add Device, the code to scan');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await desktop.close();
}
