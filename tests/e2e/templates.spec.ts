import { until } from '../support/deadline.ts';
import { expect, test } from './fixtures.ts';

test('the library: found by search and filter, seen as on the phone, read anew, tried out, counted', async ({
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
  await expect(sheet.getByRole('img', { name: /^Sent 1, Delivered/ })).toBeVisible({ timeout: 20_000 });
});
