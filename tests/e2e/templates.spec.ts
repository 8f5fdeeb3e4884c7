import { until } from '../support/deadline.ts';
import { expect, openThread, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('the library: found by search and filter, seen as on the phone, read anew, tried out, counted @wide', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk('mia', { role: 'marketer' });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  const screen = page.getByRole('main', { name: 'Templates' });
  const list = screen.getByRole('list', { name: 'Templates' });
  await expect(list.getByRole('listitem', { name: 'order_update' })).toContainText('3 languages');

  // What needs somebody is found by its state.
  await screen.getByRole('button', { name: 'Status: All' }).click();
  await page.getByRole('menuitemradio', { name: 'Rejected' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('listitem', { name: 'verify_card' }).getByRole('button').click();
  const sheet = screen.getByRole('region', { name: 'Template', exact: true });
  await expect(sheet.getByRole('alert')).toContainText('It looks like fraud');
  await expect(sheet.getByRole('button', { name: 'Test send' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Status: Rejected' }).click();
  await page.getByRole('menuitemradio', { name: 'All' }).click();

  await screen.getByRole('searchbox', { name: 'Search templates' }).fill('order up');
  await page.keyboard.press('ArrowDown');
  await expect(sheet.getByRole('heading', { name: 'order_update' })).toBeVisible();
  const phone = sheet.getByRole('complementary', { name: 'As the customer will see it' });
  await sheet.getByRole('radio', { name: 'German' }).click();
  await expect(phone).toContainText('Marlow Store');
  await sheet.getByRole('radio', { name: 'English' }).click();
  await expect(phone).toContainText('Hi Dana, your order is on its way.');
  await phone.getByRole('radio', { name: 'Dark' }).click();

  await screen.getByRole('button', { name: 'Sync now' }).click();
  await expect(screen.getByText('Read anew: 0 new, 0 changed, 0 removed')).toBeVisible();
  await expect(list.getByRole('listitem', { name: 'order_update' })).toContainText('never used');

  // A customer whose number it is gets it, filled in with what the reviewers were shown.
  await sheet.getByRole('button', { name: 'Test send' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try out order_update' });
  await dialog.getByRole('button', { name: 'Send test' }).click();
  await expect(dialog.getByText('Say to which number')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'To which number' }).fill('+1 234 567 890');
  await dialog.getByRole('textbox', { name: 'Text · 1' }).fill('Noa');
  await expect(dialog.getByText('Hi Noa, your order is on its way.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Send test' }).click();
  await expect(dialog).toBeHidden();
  await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  await expect(sheet.getByRole('list').getByText('Sent as a test')).toBeVisible();
  await expect(list.getByRole('listitem', { name: 'order_update' })).toContainText('now');
  await expect(sheet.getByRole('img', { name: /^Sent 1, Delivered/ })).toBeVisible();
});

alone(
  'a template is written, put right while one types, submitted, approved, and sent from the picker',
  async ({ team, openDesk }) => {
    await fetch(`${team.simulator.url}/_control/templates/review`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reviewMs: 500 }),
    });
    const { page } = await openDesk('mia', { role: 'marketer' });
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'New template' }).press('Enter');
    const editor = page.getByRole('main', { name: 'Write a template' });
    const submit = editor.getByRole('button', { name: 'Submit for review' });
    await expect(submit).toBeDisabled();

    await editor.getByRole('textbox', { name: 'Name' }).fill('Parcel Ready!');
    await editor.getByRole('button', { name: 'Call it parcel_ready' }).click();
    await expect(editor.getByRole('textbox', { name: 'Name' })).toHaveValue('parcel_ready');

    // What WhatsApp would mind is said at its place, with what settles it.
    const text = editor.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill('Your parcel is here, {{1}}');
    await expect(editor.getByText('WhatsApp takes no variable at the start or the end of a text')).toBeVisible();
    await editor.getByRole('button', { name: 'Put a full stop behind it' }).click();
    await expect(text).toHaveValue('Your parcel is here, {{1}}.');
    await expect(editor.getByText('{{1}} needs an example')).toBeVisible();
    await editor.getByRole('textbox', { name: 'Example for {{1}}' }).fill('Dana');
    const phones = editor.getByRole('complementary', { name: 'As the customer will see it' });
    await expect(phones).toContainText('Your parcel is here, Dana.');
    await editor.getByRole('button', { name: 'Add a button' }).click();
    await page.getByRole('menuitem', { name: 'Quick reply' }).click();
    await expect(editor.getByText('The button needs a text.')).toBeVisible();
    await editor.getByRole('textbox', { name: 'Text on the button' }).fill('Thanks');
    await expect(editor.getByText('Nothing WhatsApp would mind')).toBeVisible();

    // It is kept: away and back nothing is lost.
    await page.keyboard.press('Escape');
    await page
      .getByRole('region', { name: 'Drafts on this desktop' })
      .getByRole('button', { name: /parcel_ready/ })
      .click();
    await expect(text).toHaveValue('Your parcel is here, {{1}}.');

    await submit.click();
    const sheet = page.getByRole('region', { name: 'Template', exact: true });
    await expect(sheet.getByRole('heading', { name: 'parcel_ready' })).toBeVisible();
    await expect(page.getByText('WhatsApp approved parcel_ready: it can be sent.')).toBeVisible();
    await expect(sheet.getByText('Approved').first()).toBeVisible();
    await expect(sheet.getByRole('list')).toContainText('Made and submitted');
    await expect(page.getByRole('region', { name: 'Drafts on this desktop' })).toBeHidden();

    // And it is there for whoever talks to customers.
    const [customer] = team.simulator.company.customers;
    if (customer === undefined) throw new Error('no customer');
    await team.simulator.write({
      waId: customer.waId,
      phoneNumberId: team.accounts[0]?.phoneNumberId ?? '',
      text: 'Where is my parcel?',
    });
    await page.getByRole('button', { name: /^Inbox/ }).click();
    await openThread(page, customer.name);
    await page.getByRole('tab', { name: /^All/ }).focus();
    await page.keyboard.press('t');
    const picker = page.getByRole('dialog', { name: 'Send a template' });
    await picker.getByRole('combobox', { name: 'Search templates' }).fill('parcel ready');
    await picker.getByRole('textbox', { name: 'Text · 1' }).fill('Noa');
    await picker.getByRole('button', { name: 'Send template' }).click();
    await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Your parcel is here, Noa.');
    await until('the customer to have it', async () => (await team.simulator.ledger()).sends.length === 1);
  },
);

test('without a network a template is written and waits; it is asked about again once the server is there @wide', async ({
  openDesk,
}) => {
  const { page, person } = await openDesk('mia', { role: 'marketer' });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByText(/^synced/)).toBeVisible();
  await person.link.setMode('refuse');
  await page.getByRole('button', { name: 'New template' }).click();
  const editor = page.getByRole('main', { name: 'Write a template' });
  await editor.getByRole('textbox', { name: 'Name' }).fill('kept_offline');
  await editor.getByRole('textbox', { name: 'Text', exact: true }).fill('We are open again from Monday on.');
  await editor.getByRole('button', { name: 'Submit when online' }).click();
  await expect(editor.getByText(/^No network: it is kept on this desktop/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  const drafts = page.getByRole('region', { name: 'Drafts on this desktop' });
  await expect(drafts.getByRole('button', { name: /kept_offline/ })).toContainText('waits for the network');

  await person.link.setMode('pass');
  await expect(page.getByText('The template kept_offline waits to be submitted.')).toBeVisible();
  await drafts.getByRole('button', { name: /kept_offline/ }).click();
  await editor.getByRole('button', { name: 'Submit for review' }).click();
  await expect(page.getByRole('region', { name: 'Template', exact: true })).toContainText('kept_offline');
});

test('agents read the templates, they do not write them @wide', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  const list = page.getByRole('main', { name: 'Templates' }).getByRole('list', { name: 'Templates' });
  await list.getByRole('listitem', { name: 'order_update' }).getByRole('button').click();
  const sheet = page.getByRole('region', { name: 'Template', exact: true });
  await expect(sheet.getByRole('heading', { name: 'order_update' })).toBeVisible();
  for (const name of ['New template', 'Sync now', 'Edit', 'Test send']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden();
  }
});
