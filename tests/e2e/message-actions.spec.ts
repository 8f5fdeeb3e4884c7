import type { Page } from '@playwright/test';
import { bubblesOf, composerOf, expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const article = (page: Page, name: string | RegExp) =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article', { name });

test('pain 16: by keyboard a message is selected, reacted to, quoted, looked at and copied', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  const wamid = await team.simulator.act(who, { kind: 'text', text: 'Can I come at four?' });
  await team.simulator.act(who, { kind: 'text', text: 'Or rather at five' });
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'Or rather at five')).toBeVisible();
  await composerOf(page).focus();
  await page.keyboard.press('ArrowUp');
  await expect(article(page, /Or rather at five/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(article(page, /Can I come at four/)).toBeFocused();

  // React: shown at once, arrives at WhatsApp.
  await page.keyboard.press('Control+Shift+e');
  await page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: '👍' }).click();
  await expect(
    article(page, /Can I come at four/).getByRole('button', { name: /👍.*Take the reaction away/ }),
  ).toBeVisible();
  await expect
    .poll(async () => (await team.simulator.ledger()).sends.map(({ type, body }) => [type, body]))
    .toContainEqual(['reaction', { message_id: wamid, emoji: '👍' }]);

  // The customer's own reaction is a chip beside it.
  await team.simulator.act(who, { kind: 'text', text: 'Third' });
  await expect(bubblesOf(page, 'Third')).toBeVisible();

  // Details, and back.
  await composerOf(page).focus();
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowUp');
  await expect(article(page, /Can I come at four/)).toBeFocused();
  await page.keyboard.press('Control+d');
  const details = page.getByRole('dialog', { name: 'Message details' });
  await expect(details).toContainText(wamid);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();

  // Down below the last message is the composer again.
  await article(page, /Third/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(composerOf(page)).toBeFocused();

  // Quote: the cursor is in the composer, the quote goes with the reply and leads back.
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Shift+r');
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.type('Four is fine');
  await page.keyboard.press('Enter');
  const ours = bubblesOf(page, 'Four is fine');
  await expect(ours.getByRole('button', { name: /Go to the message it answers: Can I come at four/ })).toBeVisible();
  await expect
    .poll(async () => (await team.simulator.ledger()).sends.find(({ type }) => type === 'text')?.contextMessageId)
    .toBe(wamid);
});

test('a customer’s reaction is a chip below the message, and goes when they take it back @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  const wamid = await team.simulator.act(who, { kind: 'text', text: 'Agreed for Monday' });
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'Agreed for Monday')).toBeVisible();
  await team.simulator.act(who, { kind: 'reaction', messageId: wamid, emoji: '❤️' });
  const chip = bubblesOf(page, 'Agreed for Monday').getByRole('img', { name: 'Customer: ❤️' });
  await expect(chip).toBeVisible();
  await team.simulator.act(who, { kind: 'reaction', messageId: wamid });
  await expect(chip).toBeHidden();
});

test('pictures, documents and links of a conversation are collected, and lead to their message @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  await team.simulator.act(who, { kind: 'image' });
  await team.simulator.act(who, { kind: 'document', filename: 'contract.pdf' });
  await team.simulator.act(who, { kind: 'text', text: 'See https://example.com/offer' });
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'See https://example.com/offer')).toBeVisible();
  await page.getByRole('button', { name: 'More of this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Pictures, files and links' }).click();
  const gallery = page.getByRole('dialog', { name: 'Pictures, files and links' });
  await expect(gallery.getByRole('button', { name: /^Open photo of/ })).toHaveCount(1);
  await gallery.getByRole('radio', { name: 'Documents' }).click();
  await expect(gallery.getByRole('button', { name: /^Save / })).toHaveCount(1);
  await gallery.getByRole('radio', { name: 'Links' }).click();
  await expect(gallery).toContainText('https://example.com/offer');
  await gallery.getByRole('button', { name: 'Go to the message' }).click();
  await expect(gallery).toBeHidden();
  await expect(bubblesOf(page, 'See https://example.com/offer')).toBeInViewport();
});
