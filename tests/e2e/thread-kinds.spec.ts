import type { Page } from '@playwright/test';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { expect, openThread, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// Every kind of message comes from a customer's phone, through webhook, backend and cache, and is drawn as what it is.

const messages = (page: Page) => page.getByRole('log', { name: 'Messages' });
const bubble = (page: Page, name: string | RegExp) => messages(page).getByRole('article', { name });

/** A customer and the number they write to; `index` of the company's numbers, -1 for the one that is also on a phone. */
function chat(team: Team, index = 0) {
  const [customer] = team.simulator.company.customers;
  const account = team.accounts.at(index);
  if (customer === undefined || account === undefined) throw new Error('the company has nobody to talk to');
  const who = { waId: customer.waId, phoneNumberId: account.phoneNumberId };
  return { customer, account, send: (message: object) => team.simulator.act(who, message) };
}

test('pictures, sounds, papers, places and people of a customer are drawn as what they are', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const { customer, send } = chat(team);
  await send({ kind: 'text', text: 'My parcel came *yesterday*, see https://example.com/track' });
  await openThread(page, customer.name);
  const first = bubble(page, /My parcel came/);
  await expect(first.getByRole('strong')).toHaveText('yesterday');
  await expect(first.getByRole('link', { name: 'https://example.com/track' })).toBeVisible();

  await send({ kind: 'image', caption: 'This is how it arrived' });
  await expect(page.getByRole('button', { name: 'Open Photo: This is how it arrived' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Photo: This is how it arrived' })).toBeVisible();
  await send({ kind: 'sticker' });
  await expect(page.getByRole('img', { name: 'Sticker' })).toBeVisible();
  await send({ kind: 'voice' });
  await expect(page.getByRole('group', { name: /^Voice message, 0:0\d$/ })).toBeVisible();
  await send({ kind: 'video' });
  await expect(page.getByRole('button', { name: 'Get Video' })).toBeVisible();
  await send({ kind: 'document', filename: 'invoice.pdf' });
  await expect(page.getByRole('group', { name: /^Document / })).toBeVisible();

  await send({ kind: 'location', latitude: 37.7599, longitude: -122.4148, name: 'Home', address: '2400 20th Street' });
  const place = page.getByRole('group', { name: 'Place: Home' });
  await expect(place).toContainText('2400 20th Street');
  await expect(place.getByRole('button', { name: 'Copy the coordinates' })).toBeVisible();
  await send({ kind: 'contacts', cards: [{ name: 'Samir Haddad', phone: '+12025550190' }, { name: 'Ines Prado' }] });
  const people = page.getByRole('list', { name: '2 contact cards' });
  await expect(people.getByRole('listitem')).toHaveText([/Samir Haddad.*202.555.0190/, /Ines Prado/]);

  await send({ kind: 'order', lines: [{ productId: 'lamp-walnut' }, { productId: 'mug-speckled', quantity: 2 }] });
  const order = page.getByRole('group', { name: 'Order of 2 items' });
  await expect(order.getByRole('listitem')).toHaveText([/1×.*lamp-walnut/, /2×.*mug-speckled/]);
  await expect(order).toContainText('Total');
  await send({ kind: 'unsupported', of: 'poll' });
  const unsupported = bubble(page, /\[poll\]/);
  await expect(unsupported).toContainText('WhatsApp does not pass this on: poll');
  await expect(unsupported).toContainText('Ask the customer to send it in another way');
});

test('what stands around a message: forwarded, from an advertisement, about a product, answering another @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const { customer, send } = chat(team);
  const asked = await send({ kind: 'text', text: 'Is the blue one in stock?' });
  await openThread(page, customer.name);
  await send({ kind: 'text', text: 'From my sister', forwarded: true });
  await expect(bubble(page, /From my sister/)).toContainText('Forwarded');
  await send({ kind: 'text', text: 'You all know this one', forwarded: 'frequently' });
  await expect(bubble(page, /You all know/)).toContainText('Forwarded many times');
  await send({ kind: 'text', text: 'I saw your ad', referral: true });
  await expect(bubble(page, /I saw your ad/).getByRole('group', { name: 'What led the customer here' })).toBeVisible();
  await send({ kind: 'text', text: 'This one', product: { catalogId: 'c1', productId: 'lamp-walnut' } });
  await expect(bubble(page, /: This one/)).toContainText('Asks about lamp-walnut');
  await send({ kind: 'text', text: 'I mean this question', replyTo: asked });
  const quote = bubble(page, /I mean this/).getByRole('button', { name: /Go to the message it answers/ });
  await expect(quote).toContainText('Is the blue one in stock?');
});

alone(
  'pain 17: a customer’s edits keep their history, and what they delete stays readable @wide',
  async ({ team, openDesk }) => {
    const { page } = await openDesk();
    const { customer, send } = chat(team, -1);
    const first = await send({ kind: 'text', text: 'See you on Mnoday' });
    await openThread(page, customer.name);
    await expect(bubble(page, /Mnoday/)).toBeVisible();
    await send({ kind: 'edit', messageId: first, text: 'See you on Monday' });
    const edited = bubble(page, /See you on Monday/);
    await edited.getByRole('button', { name: /^Edited/ }).click();
    const history = page.getByRole('dialog', { name: 'What it said before' });
    await expect(history.getByRole('listitem')).toContainText('See you on Mnoday');
    await page.keyboard.press('Escape');

    const second = await send({ kind: 'text', text: 'Wrong chat, sorry' });
    await expect(bubble(page, /Wrong chat/)).toBeVisible();
    await send({ kind: 'revoke', messageId: second });
    await expect(bubble(page, /Wrong chat/)).toContainText('Deleted by the customer');
  },
);

test('buttons, lists and templates are shown as the customer saw them, with what they chose @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const { customer, account, send } = chat(team);
  await send({ kind: 'text', text: 'Hello' });
  await openThread(page, customer.name);
  const { data } = await team.admin.call('listConversations', { query: { accountId: account.id } });
  const conversationId = data[0]?.id ?? '';
  /** As an integration sends it, in Meta's own form; the wamid once WhatsApp has it. */
  const say = async (type: string, content: object): Promise<string> => {
    const before = (await team.simulator.ledger()).sends.length;
    await fetch(`${team.backend.url()}/api/whatsapp/messages/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${team.admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ conversationId, type, [type]: content }),
    });
    return until('WhatsApp to have it', async () => (await team.simulator.ledger()).sends[before]?.wamid);
  };
  const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
  const body = 'A new one, or your money back?';
  const buttons = { buttons: [reply('new', 'A new one'), reply('money', 'My money')] };
  const asked = await say('interactive', { type: 'button', body: { text: body }, action: buttons });
  const bubbleOfButtons = bubble(page, /A new one, or your money back/);
  await expect(bubbleOfButtons.getByRole('listitem')).toHaveText(['A new one', 'My money']);
  await send({ kind: 'tap', messageId: asked, label: 'My money' });
  await expect(bubbleOfButtons.getByRole('listitem')).toHaveText(['A new one', /My money.*chosen/]);
  await expect(bubble(page, /: My money/)).toContainText('Pressed a button');

  const sections = [{ title: 'Tomorrow', rows: [{ id: 'am', title: 'Morning', description: '8 am to noon' }] }];
  const list = { button: 'Choose a time', sections };
  const times = await say('interactive', {
    type: 'list',
    body: { text: 'When?' },
    footer: { text: 'We call first' },
    action: list,
  });
  const bubbleOfList = bubble(page, /: When\?/);
  await expect(bubbleOfList).toContainText('Choose a time');
  await expect(bubbleOfList).toContainText('We call first');
  await send({ kind: 'tap', messageId: times, rowId: 'am' });
  await expect(bubbleOfList.getByRole('listitem')).toHaveText(/Morning.*8 am to noon.*chosen/);
  await expect(bubble(page, /: Morning/)).toContainText('Picked from a list');
});
