import { join } from 'node:path';
import { until } from '../support/deadline.ts';
import { root } from '../support/root.ts';
import type { Team } from '../support/team.ts';
import { composerOf, expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const dayMs = 24 * 60 * 60 * 1000;

/** A customer whose window has been closed for an hour. */
async function lateCustomer(team: Team): Promise<{ waId: string; name: string }> {
  const [customer] = team.simulator.company.customers;
  if (customer === undefined) throw new Error('no customer');
  const phoneNumberId = team.accounts[0]?.phoneNumberId;
  const timestamp = Math.floor((Date.now() - dayMs) / 1000) - 3600;
  const response = await fetch(`${team.simulator.url}/_control/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ waId: customer.waId, phoneNumberId, timestamp, message: { text: 'Where is my order?' } }),
  });
  expect(response.ok).toBe(true);
  return customer;
}

test('after 24 hours only a template may be sent: it is filled in with what was typed, and not sent with a hole', async ({
  team,
  openDesk,
}) => {
  const { name, waId } = await lateCustomer(team);
  const { page } = await openDesk();
  await openThread(page, name);
  await composerOf(page).fill('on its\nway');
  await page.getByRole('tab', { name: /^All/ }).focus();
  await page.keyboard.press('t');

  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('order up');
  const list = picker.getByRole('listbox', { name: 'Templates' });
  const chosen = list.getByRole('option', { name: /order_update.*English/ });
  await chosen.click();
  const phone = picker.getByRole('complementary', { name: 'As the customer will see it' });
  await expect(phone).toContainText('Hi Dana, your order is on its way.');

  // With a hole it stays where it is, and says where.
  await picker.getByRole('button', { name: 'Send template' }).click();
  await expect(picker.getByRole('textbox', { name: 'Header · 1' })).toBeFocused();
  await expect(picker.getByText('Fill this in').first()).toBeVisible();

  await picker.getByRole('textbox', { name: 'Header · 1' }).fill('M-1');
  await picker.getByRole('textbox', { name: 'Text · 1' }).fill('Noa');
  await picker.getByRole('textbox', { name: 'Text · 3' }).fill('Friday');
  // The draft, on one line, is one click away wherever a text is still missing.
  await picker.getByRole('button', { name: /Your draft on its way/ }).click();
  await picker.getByRole('textbox', { name: /end of the link/ }).fill('48213');
  await expect(phone).toContainText('Hi Noa, your order is on its way. You will get it on Friday');
  await expect(picker.getByText('Ready to send')).toBeVisible();
  await picker.getByRole('button', { name: 'Send template' }).click();

  await expect(picker).toBeHidden();
  const messages = page.getByRole('log', { name: 'Messages' });
  await expect(messages).toContainText('Hi Noa, your order is on its way.');
  await expect(composerOf(page)).toHaveValue('');
  await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  const [send] = (await team.simulator.ledger()).sends;
  expect(send).toMatchObject({ type: 'template', waId, body: { name: 'order_update', language: { code: 'en_US' } } });
});

test('the picture above a template is chosen on this computer, seen before it goes, and reaches the customer', async ({
  team,
  openDesk,
}) => {
  const { name } = await lateCustomer(team);
  const { app, page } = await openDesk();
  await openThread(page, name);
  await app.evaluate(
    ({ dialog }, path) => {
      // The one method that is used, without the window of the dialog.
      dialog.showOpenDialog = (async () => ({
        canceled: false,
        filePaths: [path],
      })) as unknown as typeof dialog.showOpenDialog;
    },
    join(root, 'src-simulator/media/samples/parcel.jpg'),
  );
  await page.getByRole('button', { name: 'Choose a template' }).click();
  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('delivery photo');
  await picker.getByRole('option', { name: /delivery_photo/ }).click();
  await picker.getByRole('button', { name: 'Choose a file' }).click();
  await expect(picker.getByRole('img', { name: 'The chosen picture' })).toBeVisible();
  await picker.getByRole('textbox', { name: /First name/ }).fill('Noa');
  await picker.getByRole('textbox', { name: /Place/ }).fill('at the door');
  await picker.getByRole('button', { name: 'Send template' }).click();
  await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  const [send] = (await team.simulator.ledger()).sends;
  expect(send?.body).toMatchObject({
    name: 'delivery_photo',
    components: expect.arrayContaining([
      { type: 'header', parameters: [{ type: 'image', image: { id: expect.stringMatching(/^\d+$/) } }] },
    ]),
  });
});

test('templates that can’t be sent are counted, not missing', async ({ team, openDesk }) => {
  const { name } = await lateCustomer(team);
  const url = `${team.simulator.url}/_control/templates`;
  const { templates } = (await (await fetch(url)).json()) as { templates: { id: string; name: string }[] };
  const paused = templates.find((template) => template.name === 'delivery_photo');
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ templateId: paused?.id, status: 'PAUSED' }),
  });
  const { page } = await openDesk();
  await openThread(page, name);
  await page.getByRole('tab', { name: /^All/ }).focus();
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('combobox', { name: 'Search templates' }).fill('delivery photo');
  await picker.getByRole('button', { name: /1 hidden: 1 paused/ }).click();
  await picker.getByRole('option', { name: /delivery_photo/ }).click();
  await expect(picker.getByRole('alert')).toContainText('is paused because of its quality');
  await expect(picker.getByRole('button', { name: 'Send template' })).toBeDisabled();
});
