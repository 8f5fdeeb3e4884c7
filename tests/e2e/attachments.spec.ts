import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { chooses, sample } from './files.ts';
import { bubblesOf, composerOf, expect, openThread, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

/** A customer who has just written. */
async function customerWaits(team: Team): Promise<{ waId: string; name: string }> {
  const [customer] = team.simulator.company.customers;
  if (customer === undefined) throw new Error('no customer');
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer.waId, phoneNumberId, text: 'May I see a picture?' });
  return customer;
}

async function paste(page: Page, name: string, type: string): Promise<void> {
  const bytes = readFileSync(sample(name)).toString('base64');
  await composerOf(page).evaluate(
    (field, file) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(file.bytes), (char) => char.charCodeAt(0));
      data.items.add(new File([content], file.name, { type: file.type }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    { name, type, bytes },
  );
}

/** Lets a file go over the conversation, as a hand with the mouse does. */
async function drop(page: Page, name: string, type: string): Promise<void> {
  const bytes = readFileSync(sample(name)).toString('base64');
  const data = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(file.bytes), (char) => char.charCodeAt(0));
      transfer.items.add(new File([content], file.name, { type: file.type }));
      return transfer;
    },
    { name, type, bytes },
  );
  const log = page.getByRole('log', { name: 'Messages' });
  await log.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop to attach')).toBeVisible();
  await log.dispatchEvent('dragover', { dataTransfer: data });
  await log.dispatchEvent('drop', { dataTransfer: data });
}

const trayOf = (page: Page) => page.getByRole('list', { name: 'Files of this message' });
const sendsOf = async (team: Team) => (await team.simulator.ledger()).sends;

test('pictures from the system’s dialog and from the clipboard reach the customer in their order, with their caption', async ({
  team,
  openDesk,
}) => {
  const { name } = await customerWaits(team);
  const { app, page } = await openDesk();
  await openThread(page, name);
  await chooses(app, sample('parcel.jpg'), sample('invoice-48213.pdf'));
  await page.keyboard.press('ControlOrMeta+u');
  await expect(trayOf(page).getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  await expect(trayOf(page).getByRole('listitem').filter({ hasText: 'invoice-48213.pdf' })).toBeVisible();
  await paste(page, 'app-screenshot.png', 'image/png');
  await expect(trayOf(page).getByRole('img', { name: 'app-screenshot.png' })).toBeVisible();

  await trayOf(page)
    .getByRole('button', { name: /invoice-48213.pdf/ })
    .press('Alt+ArrowRight');
  await composerOf(page).fill('Here is your parcel');
  await composerOf(page).press('Enter');
  await expect(trayOf(page)).toBeHidden();
  await until('all three at the customer', async () => (await sendsOf(team)).length === 3);
  const sends = await sendsOf(team);
  expect(sends.map(({ type }) => type)).toEqual(['image', 'image', 'document']);
  expect(sends[0]?.body).toMatchObject({ caption: 'Here is your parcel' });
  expect(sends[2]?.body).toMatchObject({ filename: 'invoice-48213.pdf' });
});

test('a picture that WhatsApp does not take is made fit, or goes as a document; nothing is sent before that @wide', async ({
  team,
  openDesk,
}) => {
  const { name } = await customerWaits(team);
  const { page } = await openDesk();
  await openThread(page, name);
  await paste(page, 'sticker-thanks.webp', 'image/webp');
  await expect(trayOf(page).getByRole('alert')).toContainText('WhatsApp takes image files only as');
  await composerOf(page).fill('Thank you');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await trayOf(page).getByRole('button', { name: 'Make it fit' }).click();
  await expect(trayOf(page).getByRole('img', { name: 'sticker-thanks.jpg' })).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await until('it at the customer', async () => (await sendsOf(team)).length === 1);
  expect((await sendsOf(team))[0]).toMatchObject({ type: 'image', body: { caption: 'Thank you' } });
});

alone(
  'without a network a file waits on this computer, over a kill, and goes out once when it is back @wide',
  async ({ team, openDesk, launch }) => {
    const { name } = await customerWaits(team);
    const desk = await openDesk();
    await openThread(desk.page, name);
    await desk.person.link.setMode('refuse');
    await paste(desk.page, 'parcel.jpg', 'image/jpeg');
    await expect(trayOf(desk.page).getByRole('img')).toBeVisible();
    await composerOf(desk.page).fill('As soon as I can');
    await composerOf(desk.page).press('Enter');
    await expect(bubblesOf(desk.page, 'As soon as I can')).toBeVisible();
    // One more is only in the draft.
    await paste(desk.page, 'app-screenshot.png', 'image/png');
    await expect(trayOf(desk.page).getByRole('img', { name: 'app-screenshot.png' })).toBeVisible();
    await desk.kill();

    const { page } = await launch({ profile: desk.profile });
    await openThread(page, name);
    await expect(bubblesOf(page, 'As soon as I can')).toBeVisible();
    await expect(trayOf(page).getByRole('img', { name: 'app-screenshot.png' })).toBeVisible();
    expect(await sendsOf(team)).toHaveLength(0);
    await desk.person.link.setMode('pass');
    await until('it at the customer', async () => (await sendsOf(team)).length > 0);
    expect(await sendsOf(team)).toMatchObject([{ type: 'image', body: { caption: 'As soon as I can' } }]);
  },
);

test('a file that is dropped on a conversation can be called off while it goes up, and then goes once @wide', async ({
  team,
  openDesk,
}) => {
  const { name } = await customerWaits(team);
  const { page, person } = await openDesk();
  await openThread(page, name);
  await drop(page, 'parcel.jpg', 'image/jpeg');
  await expect(page.getByText('Drop to attach')).toHaveCount(0);
  await expect(trayOf(page).getByRole('img', { name: 'parcel.jpg' })).toBeVisible();

  // What is sent gets nowhere, and nobody says so.
  await person.link.setMode('frozen');
  await composerOf(page).fill('Here it is');
  await composerOf(page).press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(trayOf(page).getByRole('img', { name: 'parcel.jpg' })).toBeVisible();
  await expect(composerOf(page)).toHaveValue('Here it is');
  await expect(bubblesOf(page, 'Here it is')).toHaveCount(0);

  await person.link.setMode('pass');
  await composerOf(page).press('Enter');
  await until('it at the customer', async () => (await sendsOf(team)).length > 0);
  expect(await sendsOf(team)).toMatchObject([{ type: 'image', body: { caption: 'Here it is' } }]);
});
