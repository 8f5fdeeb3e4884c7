import { until } from '../support/deadline.ts';
import { bytesAtWhatsApp, bytesOf } from './files.ts';
import { bubblesOf, expect, openThread, rowOf, say } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('a message is passed on to somebody else: to them at once, or as a template when they have not written', async ({
  team,
  openDesk,
}) => {
  const [first, second, third] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  for (const { waId } of [first, second].filter((each) => each !== undefined)) {
    await team.simulator.write({ waId, phoneNumberId, text: 'Hello?' });
  }
  const { page } = await openDesk();
  await openThread(page, first?.name ?? '');
  await expect(rowOf(page, second?.name ?? '')).toBeVisible();
  await say(page, 'We close at six');
  await until('it at the first customer', async () => (await team.simulator.ledger()).sends.length === 1);
  const forward = async () => {
    await bubblesOf(page, 'We close at six').first().press('f');
    return page.getByRole('dialog', { name: 'Forward' });
  };

  const dialog = await forward();
  await expect(dialog).toContainText('We close at six');
  await dialog.getByRole('combobox', { name: 'Forward to' }).fill(second?.name ?? '');
  await dialog.getByRole('option', { name: second?.name ?? '' }).click();
  await until('it at the second customer', async () => (await team.simulator.ledger()).sends.length === 2);
  expect((await team.simulator.ledger()).sends[1]).toMatchObject({ waId: second?.waId, body: 'We close at six' });

  // Somebody who never wrote gets a template, with the words offered as a value.
  const again = await forward();
  await again.getByRole('combobox', { name: 'Forward to' }).fill(`+${third?.waId ?? ''}`);
  await again.getByRole('option').first().click();
  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('order up');
  await picker.getByRole('option', { name: /order_update.*English/ }).click();
  await expect(picker.getByRole('button', { name: /Your draft We close at six/ }).first()).toBeVisible();
  expect((await team.simulator.ledger()).sends).toHaveLength(2);
});

test('a picture that a customer sent is passed on with its bytes and its caption; the first customer hears nothing @wide', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: second?.waId ?? '', phoneNumberId, text: 'Has it come?' });
  const mediaId = await team.simulator.addFile({ bytes: bytesOf('parcel.jpg'), mimeType: 'image/jpeg' });
  const who = { waId: first?.waId ?? '', phoneNumberId };
  await team.simulator.act(who, { kind: 'image', mediaId, caption: 'It looks like this' });
  const { page } = await openDesk();
  await openThread(page, first?.name ?? '');
  const bubble = bubblesOf(page, 'It looks like this');
  await expect(bubble.getByRole('img', { name: 'Photo: It looks like this' })).toBeVisible();
  await expect(rowOf(page, second?.name ?? '')).toBeVisible();

  await bubble.press('f');
  const dialog = page.getByRole('dialog', { name: 'Forward' });
  await dialog.getByRole('combobox', { name: 'Forward to' }).fill(second?.name ?? '');
  await dialog.getByRole('option', { name: second?.name ?? '' }).click();
  await until('it at the second customer', async () => (await team.simulator.ledger()).sends.length === 1);
  const [sent] = (await team.simulator.ledger()).sends;
  expect(sent).toMatchObject({ waId: second?.waId, type: 'image', body: { caption: 'It looks like this' } });
  expect((await bytesAtWhatsApp(team.simulator, sent?.body)).equals(bytesOf('parcel.jpg'))).toBe(true);

  // And it stands in the second customer's conversation as what it is.
  await openThread(page, second?.name ?? '');
  await expect(bubblesOf(page, 'It looks like this').getByRole('img').first()).toBeVisible();
});
