import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { bytesAtWhatsApp, bytesOf, chooses, sample, wasAsked } from './files.ts';
import { bubblesOf, composerOf, expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

/** The first customer has written to the first number. */
async function customerWaits(team: Team): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: 'May I see it?' });
  return customer?.name ?? '';
}

const sendsOf = async (team: Team) => (await team.simulator.ledger()).sends;
const trayOf = (page: Page) => page.getByRole('list', { name: 'Files of this message' });

test('a file that the server refuses: another one takes its place, with the words; the refused one is gone', async ({
  team,
  openDesk,
  folder,
}) => {
  const name = await customerWaits(team);
  const { app, page } = await openDesk();
  await openThread(page, name);
  // Its name says what its bytes are not.
  const liar = join(folder, 'holiday.jpg');
  writeFileSync(liar, 'No picture at all, but a letter. '.repeat(20));
  await chooses(app, liar);
  await page.keyboard.press('ControlOrMeta+u');
  await expect(trayOf(page)).toContainText('holiday.jpg');
  await composerOf(page).fill('Here it is');
  await composerOf(page).press('Enter');
  const refused = bubblesOf(page, 'Here it is');
  await expect(refused).toContainText('Not sent');
  await expect(refused).toContainText('The file’s name ends in .jpg');
  // The same again would be refused again.
  await expect(refused.getByRole('button', { name: 'Try again' })).toHaveCount(0);

  // Whoever thinks better of it has lost nothing.
  await chooses(app);
  await refused.getByRole('button', { name: 'Choose another file' }).click();
  await expect.poll(() => wasAsked(app)).toBe(true);
  await expect(refused).toContainText('Not sent');
  await chooses(app, sample('parcel.jpg'));
  await refused.getByRole('button', { name: 'Choose another file' }).click();
  await expect(refused).toHaveCount(0);
  await expect(composerOf(page)).toHaveValue('Here it is');
  await expect(trayOf(page).getByRole('listitem')).toHaveCount(1);
  await expect(trayOf(page).getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  expect(await sendsOf(team)).toEqual([]);
  await composerOf(page).press('Enter');
  await until('it at the customer', async () => (await sendsOf(team)).length === 1);
  expect(await sendsOf(team)).toMatchObject([{ type: 'image', body: { caption: 'Here it is' } }]);
});

test('a picture that WhatsApp refuses goes as a document with the same bytes, or another one is chosen @wide', async ({
  team,
  openDesk,
}) => {
  const name = await customerWaits(team);
  const { app, page } = await openDesk();
  await openThread(page, name);
  await team.simulator.setFaults({ failAfterSent: 131053 });
  await chooses(app, sample('parcel.jpg'));
  await page.keyboard.press('ControlOrMeta+u');
  await expect(trayOf(page).getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  await composerOf(page).fill('The parcel');
  await composerOf(page).press('Enter');
  const refused = bubblesOf(page, 'The parcel').first();
  await expect(refused).toContainText('The attachment could not be used');
  await team.simulator.clearFaults();

  await refused.getByRole('button', { name: 'Send as document' }).click();
  await until('the document', async () => (await sendsOf(team)).length === 2);
  const [, document] = await sendsOf(team);
  expect(document).toMatchObject({ type: 'document', body: { caption: 'The parcel', filename: 'parcel.jpg' } });
  expect((await bytesAtWhatsApp(team.simulator, document?.body)).equals(bytesOf('parcel.jpg'))).toBe(true);

  await chooses(app, sample('invoice-48213.pdf'));
  await refused.getByRole('button', { name: 'Choose another file' }).click();
  await expect(trayOf(page)).toContainText('invoice-48213.pdf');
  await expect(composerOf(page)).toHaveValue('The parcel');
  // What WhatsApp has refused stays where it happened.
  await expect(refused).toContainText('The attachment could not be used');
});
