import { expect, test } from './fixtures.ts';

const file = [
  'Name;Mobile;Tags;City',
  'Bia Lima;+55 11 98765-4321;"Fair, VIP";Rio',
  'Noor Aziz;+966 50 123 4567;;Riyadh',
  'No Phone;;;',
  'Twice;+55 11 98765-4321;;',
  'Rounded;4.91701E+11;;',
].join('\r\n');

test('a file of contacts says first what would happen, line by line; then they are in the list, also for colleagues', async ({
  openDesk,
}) => {
  const { page } = await openDesk();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
  await page.getByRole('button', { name: 'Import contacts' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import contacts' });
  await dialog
    .getByLabel('Choose a CSV file')
    .setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(file, 'utf16le') });
  await expect(dialog.getByRole('combobox', { name: 'Mobile is' })).toHaveValue('phone');
  await expect(dialog.getByRole('combobox', { name: 'Tags is' })).toHaveValue('tags');
  await dialog.getByRole('button', { name: 'See what would happen' }).click();
  const problems = dialog.getByRole('region', { name: 'Lines that are left out' }).getByRole('listitem');
  await expect(problems).toHaveText([
    /^Line 4: there is no phone/,
    /^Line 5: the same phone is in line 2 already/,
    /^Line 6: “4.91701E\+11” was rounded/,
  ]);
  await dialog.getByRole('button', { name: 'Import 2 contacts' }).click();
  await expect(dialog.getByText('2 contacts imported')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const people = page.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(people.filter({ hasText: 'Bia Lima' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Outbox: 0/ })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Name, number or ID' }).fill('noor');
  await expect(people).toHaveCount(1);
  await people.getByRole('button').click();
  await expect(page.getByRole('textbox', { name: 'City' })).toHaveValue('Riyadh');

  const colleague = await openDesk('ben');
  await colleague.page.getByRole('button', { name: 'Contacts' }).click();
  const theirs = colleague.page.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(theirs.filter({ hasText: 'Bia Lima' })).toContainText('VIP');
  await colleague.page.getByRole('button', { name: 'Filter by tag' }).click();
  await colleague.page.getByRole('menuitemradio', { name: /Fair/ }).click();
  await expect(theirs).toHaveCount(1);
});
