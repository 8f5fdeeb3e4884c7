import { composerOf, expect, openThread, test } from './fixtures.ts';

test('the palette’s first character says what is looked for: people, templates, quick replies, help', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk('maya');
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  const name = customer?.name ?? '';
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: number?.phoneNumberId ?? '',
    text: 'Is the lamp back?',
  });
  await team.admin.call('createQuickReply', { body: { shortcut: 'hours', text: 'We are open from nine to five.' } });
  await openThread(page, name);
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const options = palette.getByRole('option');
  const look = async (text: string) => {
    await page.keyboard.press('Control+k');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await page.keyboard.type(text);
  };

  await look('?newest message');
  await expect(options).toHaveText([/Jump to the newest message/]);
  await page.keyboard.press('Escape');

  await look(`@${name.slice(0, 3)}`);
  await expect(options.first()).toContainText(name);
  await page.keyboard.press('Escape');

  await look('>dark');
  await expect(options).toHaveText([/Dark theme/]);
  await page.keyboard.press('Escape');

  await look('#appointment');
  await expect(options.first()).toContainText('appointment_reminder');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Send a template' })).toContainText('appointment_reminder');
  await page.keyboard.press('Escape');

  await look('/hours');
  await page.keyboard.press('Enter');
  await expect(composerOf(page)).toHaveValue(/open from nine to five/);
});
