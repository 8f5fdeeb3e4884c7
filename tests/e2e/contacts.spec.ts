import { expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

test('what the company notes of a customer is kept offline and reaches colleagues; two contacts become one person and two again', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  for (const customer of [first, second]) {
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text: `Hello from ${customer?.name}`,
    });
  }
  const { page, person } = await openDesk();
  await openThread(page, first?.name ?? '');
  const panel = page.getByRole('complementary', { name: 'Contact' });

  await person.link.setMode('cut');
  await expect(page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Add a tag' }).fill('VIP');
  await panel.getByRole('textbox', { name: 'Add a tag' }).press('Enter');
  await panel.getByRole('button', { name: 'Add an attribute' }).click();
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('City');
  await panel.getByRole('textbox', { name: 'Value' }).fill('Rio');
  await panel.getByRole('textbox', { name: 'Value' }).press('Enter');
  await expect(panel.getByRole('textbox', { name: 'City' })).toHaveValue('Rio');
  await expect(panel.getByRole('button', { name: 'Remove tag VIP' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Outbox: [2-9]/ })).toBeVisible();

  await person.link.setMode('pass');
  await expect(page.getByRole('button', { name: /^Outbox: 0/ })).toBeVisible();
  const colleague = await openDesk('ben');
  await openThread(colleague.page, first?.name ?? '');
  const theirs = colleague.page.getByRole('complementary', { name: 'Contact' });
  await expect(theirs.getByRole('textbox', { name: 'City' })).toHaveValue('Rio');
  await theirs.getByRole('textbox', { name: 'City' }).fill('São Paulo');
  await theirs.getByRole('textbox', { name: 'City' }).press('Enter');
  await expect(panel.getByRole('textbox', { name: 'City' })).toHaveValue('São Paulo');

  await panel.getByRole('button', { name: 'This is the same person as…' }).click();
  await panel.getByRole('textbox', { name: 'Name, number or ID of the other contact' }).fill(second?.name ?? '');
  await panel.getByRole('button', { name: second?.name ?? '' }).click();
  await expect(panel.getByText(`Also: ${second?.name}`)).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Other conversations' }).getByRole('button')).toHaveCount(1);
  await expect(theirs.getByText(`Also: ${second?.name}`)).toBeVisible();
  await panel.getByRole('button', { name: `Take ${second?.name} apart again` }).click();
  await expect(panel.getByText(`Also: ${second?.name}`)).toHaveCount(0);
  await expect(theirs.getByText(`Also: ${second?.name}`)).toHaveCount(0);
});

test('a colleague’s note and new name are on an open panel at once; a double is suggested with its reason and merged @wide', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  for (const customer of [first, second]) {
    const phoneNumberId = number?.phoneNumberId ?? '';
    await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: `I am ${customer?.name}` });
  }
  const [maya, ben] = [await openDesk('maya'), await openDesk('ben')];
  const panels = [maya, ben].map(({ page }) => page.getByRole('complementary', { name: 'Contact' }));
  const [ours, theirs] = [panels[0]!, panels[1]!];
  for (const { page } of [maya, ben]) await openThread(page, first?.name ?? '');

  const field = ours.getByRole('textbox', { name: 'Note for colleagues, Enter keeps it' });
  await field.fill('Rings at eight');
  await field.press('Enter');
  await expect(theirs.getByRole('region', { name: 'Notes' })).toContainText('Rings at eight');
  await expect(theirs.getByRole('button', { name: 'Delete this note' })).toHaveCount(0);
  await ours.getByRole('button', { name: 'Delete this note' }).click();
  await expect(theirs.getByText('Rings at eight')).toHaveCount(0);
  await maya.page.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs.getByText('Rings at eight')).toBeVisible();

  const rename = async (panel: typeof ours, name: string) => {
    await panel.getByRole('button', { name: 'Change the name' }).click();
    await panel.getByRole('textbox', { name: 'Name of the contact' }).fill(name);
    await panel.getByRole('textbox', { name: 'Name of the contact' }).press('Enter');
  };
  await rename(theirs, 'Ana Maria Souza');
  await expect(ours.getByRole('heading', { name: 'Ana Maria Souza' })).toBeVisible();
  await openThread(ben.page, second?.name ?? '');
  await rename(theirs, 'Ana Maria Souza');
  const double = theirs.getByRole('group', { name: 'Ana Maria Souza may be the same person' });
  await expect(double).toContainText('Both have this name.');
  await double.getByRole('button', { name: 'Same person' }).click();
  await expect(ours.getByText('Also: Ana Maria Souza')).toBeVisible();
  await expect(double).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Undo' }).click();
  await expect(ours.getByText('Also: Ana Maria Souza')).toHaveCount(0);
  await expect(double).toBeVisible();
});
