import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCompany } from './day.ts';
import { expect, openThread, test as base } from './fixtures.ts';

/** Another system, which is told of what happens, and answers as it likes. */
interface Receiver {
  host: string;
  told: { body: string; signature: string }[];
  answer: (status: number) => void;
}

const test = base.extend<{ receiver: Receiver }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
  receiver: async ({}, use) => {
    const told: Receiver['told'] = [];
    let status = 200;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        told.push({ body, signature: String(request.headers['x-parley-signature']) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // It listens on a port.
    const { port } = server.address() as AddressInfo;
    await use({ host: `127.0.0.1:${port}`, told, answer: (next) => (status = next) });
    server.closeAllConnections();
    server.close();
  },
  team: async ({ folder, simulator, firstDay, receiver }, use) => {
    const team = await startCompany(folder, simulator, firstDay, { PRIVATE_HOSTS: receiver.host });
    await use(team);
    await team.stop();
  },
});

test('what WhatsApp sent is found, read, searched, seen as what it became, and taken in again without anything new', async ({
  team,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  if (customer === undefined) throw new Error('no customer');
  const { page, person } = await openDesk('ada', { role: 'admin' });
  await team.simulator.write({
    waId: customer.waId,
    phoneNumberId: team.accounts[0]?.phoneNumberId ?? '',
    text: 'Is the blue one in stock?',
  });
  await openThread(page, customer.name);
  await page.getByRole('tab', { name: /^All/ }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Webhooks', exact: true }).press('Enter');
  const list = screen.getByRole('region', { name: 'Webhooks' });
  // Once it has been read as it is now it is kept, which the end of this journey needs.
  await expect(list.getByRole('button', { name: /^Webhook \d+: messages/ })).not.toHaveCount(0);
  await screen.getByRole('combobox', { name: 'Kind' }).selectOption('messages');
  await screen.getByRole('combobox', { name: 'Received' }).selectOption('In the last hour');
  await list
    .getByRole('button', { name: /^Webhook \d+: messages/ })
    .first()
    .press('Enter');

  const dialog = page.getByRole('dialog', { name: /^Webhook \d+/ });
  await expect(dialog.getByText('Taken in', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('listitem')).toContainText('text');
  await dialog.getByRole('searchbox', { name: 'Search in it' }).fill('BLUE one');
  await expect(dialog.getByRole('status').filter({ hasText: '1 of 1' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Take in again' }).press('Enter');
  await expect(dialog.getByText('Taken in again: 0 new')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show message' }).press('Enter');
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Is the blue one in stock?');

  // Without a network the list is there, as of when it was true; what was said is not kept on a desktop.
  await person.link.setMode('refuse');
  await page.reload();
  await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await screen.getByRole('button', { name: 'Webhooks', exact: true }).press('Enter');
  await expect(screen.getByText(/^offline: as of/)).toBeVisible();
  await list
    .getByRole('button', { name: /^Webhook \d+/ })
    .first()
    .press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('cannot be reached');
});

test('another system is told: created with its secret shown once, deliveries with every try, one delivered again, paused, deleted @wide', async ({
  team,
  receiver,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  if (customer === undefined) throw new Error('no customer');
  const write = (text: string) =>
    team.simulator.write({ waId: customer.waId, phoneNumberId: team.accounts[0]?.phoneNumberId ?? '', text });
  const { page } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name: 'Outgoing webhooks' }).press('Enter');
  await expect(screen.getByText('Nobody is told')).toBeVisible();
  await screen.getByRole('button', { name: 'New webhook' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Tell another system' });
  await form.getByRole('textbox', { name: 'Address' }).fill(`http://${receiver.host}/hook`);
  await form.getByRole('checkbox', { name: 'Conversations' }).uncheck();
  await form.getByRole('checkbox', { name: 'Contacts' }).uncheck();
  await form.getByRole('checkbox', { name: 'Ticks of messages sent' }).uncheck();
  // The numbers to choose from may still be on their way: a key on a button that is off does nothing.
  const create = form.getByRole('button', { name: 'Create webhook' });
  await expect(create).toBeEnabled();
  await create.press('Enter');
  const once = page.getByRole('alertdialog', { name: 'The signing secret' });
  const secret = (await once.getByLabel('Signing secret').textContent()) ?? '';
  expect(secret.length).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await expect(once).toBeVisible();
  await once.getByRole('button', { name: 'I have saved it' }).press('Enter');
  await expect(page.getByText(secret)).toBeHidden();

  receiver.answer(500);
  await write('Hello there');
  const row = screen.getByRole('listitem', { name: `http://${receiver.host}/hook` });
  await expect.poll(() => receiver.told.length).toBe(1);
  await row.getByRole('button', { name: 'Deliveries' }).press('Enter');
  const deliveries = page.getByRole('dialog', { name: 'Deliveries' });
  const delivery = deliveries.getByRole('list', { name: 'Deliveries' }).getByRole('listitem').first();
  await expect(delivery).toContainText('Waiting');
  await expect(delivery).toContainText('500');
  receiver.answer(200);
  await delivery.getByRole('button', { name: 'Deliver again' }).press('Enter');
  await expect.poll(() => receiver.told.length).toBe(2);
  expect(receiver.told[1]?.signature).toMatch(/^sha256=[0-9a-f]{64}$/);
  await deliveries.getByRole('radio', { name: 'Delivered' }).click();
  await expect(delivery).toContainText('200');
  await page.keyboard.press('Escape');

  await row.getByRole('switch', { name: /^Deliver to/ }).press('Space');
  await expect(row).toContainText('paused');
  await row.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete…' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: 'Delete this webhook?' });
  await ask.getByRole('button', { name: 'Delete webhook' }).press('Enter');
  await expect(screen.getByText('Nobody is told')).toBeVisible();
});
