import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from '../support/axe.ts';
import { until } from '../support/deadline.ts';
import { bytesAtWhatsApp, bytesOf, chooses, sample } from './files.ts';
import { bubblesOf, composerOf, expect, openThread, test } from './fixtures.ts';

test('a quick reply gets a file, checked before it leaves; it goes out with the text, can be another one without a network, and go @wide', async ({
  team,
  openDesk,
  launch,
  folder,
}) => {
  const [customer] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: 'What is in the parcel?' });
  const { app, page, person, profile, kill } = await openDesk();
  await openThread(page, customer?.name ?? '');
  const manage = async (on = page) => {
    await on.keyboard.press('Control+k');
    await on.getByRole('combobox', { name: 'Search commands and conversations' }).fill('Manage quick replies');
    await on.keyboard.press('Enter');
  };
  await manage();
  const dialog = page.getByRole('dialog', { name: 'Quick replies' });
  await dialog.getByRole('button', { name: 'New', exact: true }).first().click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('The parcel');
  await dialog.getByRole('textbox', { name: 'Shortcut' }).fill('parcel');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('This is it, {{contact.firstName}}');

  // What WhatsApp would not take does not even leave this computer.
  const moving = join(folder, 'moving.gif');
  writeFileSync(moving, Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(2000)]));
  await chooses(app, moving);
  const file = dialog.getByRole('group', { name: 'File' });
  await file.getByRole('button', { name: 'Add a file' }).click();
  await expect(file.getByRole('alert')).toContainText('WhatsApp takes image files only as image/jpeg, image/png');
  await chooses(app, sample('parcel.jpg'));
  await file.getByRole('button', { name: 'Add a file' }).click();
  await expect(file.getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  await expect(file.getByRole('alert')).toHaveCount(0);
  const preview = dialog.getByRole('region', { name: 'As the phone shows it' });
  await expect(preview.getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const first = customer?.name.split(' ')[0] ?? '';
  await composerOf(page).pressSequentially('/parcel');
  await page.keyboard.press('Enter');
  await expect(composerOf(page)).toHaveValue(`This is it, ${first}`);
  await expect(page.getByRole('list', { name: 'Files of this message' })).toContainText('parcel.jpg');
  await page.keyboard.press('Enter');
  await expect(bubblesOf(page, `This is it, ${first}`).getByRole('img').first()).toBeVisible();
  const sends = async () => (await team.simulator.ledger()).sends;
  await until('the picture at WhatsApp', async () => (await sends()).length === 1);
  const [picture] = await sends();
  expect(picture).toMatchObject({ type: 'image', body: { caption: `This is it, ${first}` } });
  expect((await bytesAtWhatsApp(team.simulator, picture?.body)).equals(bytesOf('parcel.jpg'))).toBe(true);

  // Another one without a network: it waits here, over a restart, and goes to the server with the quick reply.
  await person.link.setMode('refuse');
  await expect(page.getByRole('button', { name: /^Backend: (?!ok)/ })).toBeVisible();
  await manage();
  await dialog.getByRole('button', { name: 'The parcel' }).click();
  await chooses(app, sample('invoice-48213.pdf'));
  await file.getByRole('button', { name: 'Another file' }).click();
  await expect(file).toContainText('invoice-48213.pdf');
  await expect(file).toContainText('as soon as there is a network');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await kill();
  const again = await launch({ profile });
  await openThread(again.page, customer?.name ?? '');
  await composerOf(again.page).pressSequentially('/parcel');
  await again.page.keyboard.press('Enter');
  const tray = again.page.getByRole('list', { name: 'Files of this message' });
  await expect(tray).toContainText('invoice-48213.pdf');
  await composerOf(again.page).press('Enter');
  await person.link.setMode('pass');
  await until('the document at WhatsApp', async () => (await sends()).length === 2);
  const [, document] = await sends();
  expect(document).toMatchObject({ type: 'document', body: { filename: 'invoice-48213.pdf' } });
  expect((await bytesAtWhatsApp(team.simulator, document?.body)).equals(bytesOf('invoice-48213.pdf'))).toBe(true);

  // And none.
  await manage(again.page);
  const dialogAgain = again.page.getByRole('dialog', { name: 'Quick replies' });
  await dialogAgain.getByRole('button', { name: 'The parcel' }).click();
  await dialogAgain.getByRole('button', { name: 'Take invoice-48213.pdf away' }).click();
  await dialogAgain.getByRole('button', { name: 'Save' }).click();
  await expect(dialogAgain.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await again.page.keyboard.press('Escape');
  await composerOf(again.page).pressSequentially('/parcel');
  await again.page.keyboard.press('Enter');
  await expect(composerOf(again.page)).toHaveValue(`This is it, ${first}`);
  await expect(tray).toHaveCount(0);
});
