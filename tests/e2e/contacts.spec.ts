import { expect, openThread, test } from './fixtures.ts';

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
