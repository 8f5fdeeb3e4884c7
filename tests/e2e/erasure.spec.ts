import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openThread, rowOf, test } from './fixtures.ts';

test('a person is handed out as a file, then erased: called off once, gone the second time, on a colleague’s desktop too', async ({
  team,
  folder,
  openDesk,
}) => {
  const [first, second] = team.simulator.company.customers;
  const [number] = team.accounts;
  for (const customer of [first, second]) {
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text: `A secret of ${customer?.name}`,
    });
  }
  const { app, page } = await openDesk('ada', { role: 'admin' });
  const colleague = await openDesk('ben');
  await openThread(colleague.page, first?.name ?? '');
  await expect(
    colleague.page.getByRole('complementary', { name: 'Contact' }).getByRole('button', { name: 'Erase…' }),
  ).toHaveCount(0);
  await openThread(page, first?.name ?? '');
  const privacy = page.getByRole('complementary', { name: 'Contact' }).getByRole('region', { name: 'Privacy' });

  const path = join(folder, 'person.json');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);
  await privacy.getByRole('button', { name: 'Export…' }).press('Enter');
  const exporting = page.getByRole('dialog', { name: `Export everything about ${first?.name}` });
  await exporting.getByRole('button', { name: 'Export…' }).press('Enter');
  await expect(exporting.getByText('The file is written.', { exact: false })).toBeVisible();
  const written = readFileSync(path, 'utf8');
  expect(written).toContain(`A secret of ${first?.name}`);
  expect(written).not.toContain(`A secret of ${second?.name}`);
  await expect(exporting.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await page.keyboard.press('Enter');

  const ask = page.getByRole('alertdialog', { name: `Erase ${first?.name}?` });
  const receipt = page.getByRole('dialog', { name: 'Receipt of an erasure' });
  await privacy.getByRole('button', { name: 'Erase…' }).press('Enter');
  await expect(ask).toContainText('1 conversation');
  await expect(ask).toContainText('the copies on 2 desktops');
  await ask.getByRole('button', { name: 'Erase for good' }).press('Enter');
  await receipt.getByRole('button', { name: 'Call it off' }).press('Enter');
  await expect(receipt.getByText('Called off. Nothing was deleted.')).toBeVisible();
  await receipt.getByRole('button', { name: 'Close' }).last().press('Enter');
  await expect(rowOf(page, first?.name ?? '')).toBeVisible();

  await privacy.getByRole('button', { name: 'Erase…' }).press('Enter');
  await ask.getByRole('button', { name: 'Erase for good' }).press('Enter');
  await expect(receipt.getByText(/^Begins in/)).toBeVisible();
  await expect(receipt.getByText(/^Erased /)).toBeVisible();
  await expect(receipt.getByRole('list', { name: 'Desktops' }).getByText(/^confirmed/)).toHaveCount(2);
  await receipt.getByRole('button', { name: 'Close' }).last().press('Enter');
  for (const desk of [page, colleague.page]) {
    await expect(rowOf(desk, first?.name ?? '')).toHaveCount(0);
    await expect(rowOf(desk, second?.name ?? '')).toBeVisible();
    await expect(desk.getByText(`A secret of ${first?.name}`)).toHaveCount(0);
    await expect(desk.getByText(first?.name ?? '')).toHaveCount(0);
  }

  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Retention' }).press('Enter');
  const receipts = screen.getByRole('region', { name: 'Erased people' });
  await expect(receipts).toContainText('2 of 2 desktops have confirmed');
  await expect(receipts).toContainText('called off');
});
