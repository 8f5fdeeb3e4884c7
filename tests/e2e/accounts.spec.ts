import type { Locator } from '@playwright/test';
import type { Team } from '../support/team.ts';
import { openAdmin } from './admin.ts';
import { bubblesOf, expect, openThread, say, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';
import { said } from './inbox.ts';

test.describe.configure({ mode: 'default' });

/** A number of the simulator's company that is not connected any more. */
async function freeNumber(team: Team) {
  const account = team.accounts[2];
  if (account === undefined) throw new Error('the company has three numbers');
  await team.admin.call('deleteIntegration', { params: { id: account.id } });
  return account;
}

async function fill(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await form.getByLabel(name, { exact: true }).fill(value);
  }
}

/** The simulator's documented answers. */
async function control(team: Team, path: string, body: object): Promise<{ accessToken: string }> {
  const response = await fetch(`${team.simulator.url}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { accessToken: string };
}

const checkOf = (screen: Locator, name: string) => screen.getByRole('listitem', { name, exact: true });

test('S3 Integration Steps: a number is added, its webhook configured in Meta, and tested both ways', async ({
  team,
  openDesk,
}) => {
  const account = await freeNumber(team);
  const { page } = await openDesk('ada', { role: 'admin' });

  // 1. Navigate to the WhatsApp section, 2. "Add Integration" with its six fields.
  const screen = await openAdmin(page, 'Accounts');
  await screen.getByRole('button', { name: 'Add Integration' }).press('Enter');
  await expect(screen.getByText('permanent token recommended')).toBeVisible();
  await fill(screen, {
    'Integration Name': 'Main Business Number',
    'WhatsApp Phone Number': account.displayPhoneNumber,
    'Phone Number ID': account.phoneNumberId,
    'Business Account ID': account.wabaId,
    'Access Token': 'EAA-not-a-token-that-Meta-knows',
  });
  await screen.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  // What Meta does not take is said at its field, and nothing that was typed is lost.
  await expect(screen.getByRole('alert')).toContainText('It is stored, but it can’t send yet.');
  await expect(screen.getByLabel('Access Token', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(screen.getByLabel('Integration Name', { exact: true })).toHaveValue('Main Business Number');
  await screen.getByLabel('Access Token', { exact: true }).fill(team.simulator.company.accessToken);
  await screen.getByLabel('Access Token', { exact: true }).press('Enter');
  await said(page, 'Main Business Number is connected');

  // 3. Configure the webhook in Meta: what stands on the account's page opens it.
  await expect(screen.getByRole('heading', { name: 'Main Business Number' })).toBeVisible();
  await expect(screen.getByText('there is no field message_status')).toBeVisible();
  const callbackUrl = (await screen.getByLabel('Webhook URL', { exact: true }).textContent()) ?? '';
  const verifyToken = (await screen.getByLabel('Verify Token', { exact: true }).textContent()) ?? '';
  // Meta shakes hands with it.
  await control(team, '/subscriptions', { wabaId: account.wabaId, callbackUrl, verifyToken });
  await screen.getByRole('button', { name: 'Copy: Webhook URL' }).press('Enter');
  await said(page, 'Copied');

  // 4. Test the integration: a message comes in, the answer goes out.
  const [customer] = team.simulator.company.customers;
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: account.phoneNumberId,
    text: 'A test message to your WhatsApp number',
  });
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'A test message to your WhatsApp number')).toBeVisible();
  await say(page, 'It arrives');
  await expect(bubblesOf(page, 'It arrives').getByRole('button', { name: /Delivered|Sent|Accepted/ })).toBeVisible();
  const { sends } = await team.simulator.ledger();
  expect(sends.filter(({ phoneNumberId }) => phoneNumberId === account.phoneNumberId)).toHaveLength(1);
});

test('the form names the field that is wrong, and the token is never shown again @wide', async ({ team, openDesk }) => {
  const account = await freeNumber(team);
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openAdmin(page, 'Accounts');
  await screen.getByRole('button', { name: 'Add Integration' }).click();
  const { accessToken } = team.simulator.company;
  const right = {
    'Integration Name': 'Third number',
    'WhatsApp Phone Number': account.displayPhoneNumber,
    'Phone Number ID': account.phoneNumberId,
    'Business Account ID': account.wabaId,
    'Access Token': accessToken,
  };
  for (const [field, wrong] of [
    ['WhatsApp Phone Number', '12'],
    ['Phone Number ID', 'abc'],
    ['Business Account ID', '12'],
    ['Access Token', 'short'],
    ['Webhook Verify Token', '1234'],
  ] as const) {
    await fill(screen, { ...right, 'Webhook Verify Token': '', [field]: wrong });
    await screen.getByRole('button', { name: /^(Connect|Check again)$/ }).click();
    await expect(screen.getByLabel(field, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(screen.getByText('At least 8 characters, or leave it empty.')).toBeVisible();
  await fill(screen, { ...right, 'Webhook Verify Token': '' });
  await screen.getByRole('button', { name: /^(Connect|Check again)$/ }).click();
  await expect(screen.getByText(`ends in …${accessToken.slice(-4)}`, { exact: false })).toBeVisible();
  await expect(screen.getByText(/fingerprint [0-9a-f]{12}/)).toBeVisible();
  expect(await page.content()).not.toContain(accessToken);
});

test('the doctor makes its checks while one looks on, says what is wrong with a dead token, and a new one mends it', async ({
  team,
  openDesk,
}) => {
  const [account] = team.accounts;
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openAdmin(page, 'Accounts');
  await screen
    .getByRole('listitem', { name: account?.name ?? '' })
    .getByRole('button')
    .press('Enter');
  const doctor = screen.getByRole('region', { name: 'Connection doctor' });
  await doctor.getByRole('button', { name: 'Examine' }).press('Enter');
  await expect(doctor.getByRole('status')).toContainText(/wrong|to look at/);
  await expect(checkOf(doctor, 'Public address')).toContainText(`${team.links.webhook.url}`);
  await expect(checkOf(doctor, 'Access token').getByRole('img', { name: 'all right' })).toBeVisible();
  await expect(checkOf(doctor, 'Test message and back').getByRole('img', { name: 'not made yet' })).toBeVisible();

  // A phone of one's own writes first, so that a text may go to it.
  const [customer] = team.simulator.company.customers;
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: account?.phoneNumberId ?? '',
    text: 'I am the phone of the admin',
  });
  await doctor.getByRole('textbox', { name: 'Send a test message to' }).fill(`+${customer?.waId ?? ''}`);
  await page.keyboard.press('Enter');
  await expect(checkOf(doctor, 'Test message and back').getByRole('img', { name: 'all right' })).toBeVisible();

  // Somebody has made a new token at Meta: the old one is dead.
  const { accessToken } = await control(team, '/token', { rotate: true });
  await doctor.getByRole('button', { name: 'Examine again' }).press('Enter');
  const token = checkOf(doctor, 'Access token');
  await expect(token.getByRole('img', { name: 'failed' })).toBeVisible();
  await expect(token).toContainText('(#190) Invalid OAuth 2.0 Access Token');
  await expect(token).toContainText('enter it in Admin → Accounts');
  await token.getByRole('button', { name: 'Why, and more' }).press('Enter');
  const help = page.getByRole('dialog', { name: 'Help: (#190) Invalid OAuth 2.0 Access Token' });
  await expect(help).toContainText('What to do:');
  await page.keyboard.press('Escape');

  await screen.getByRole('button', { name: 'Enter new credentials' }).press('Enter');
  await expect(screen.getByLabel('Access Token', { exact: true })).toHaveValue('');
  await screen.getByLabel('Access Token', { exact: true }).fill(accessToken);
  await screen.getByRole('button', { name: 'Replace and check' }).press('Enter');
  await said(page, 'is connected');
  await doctor.getByRole('button', { name: 'Examine' }).press('Enter');
  await expect(token.getByRole('img', { name: 'all right' })).toBeVisible();
  await expect(screen.getByText(`ends in …${accessToken.slice(-4)}`, { exact: false })).toBeVisible();
});

test('a number is switched off and on, made the default, and deleted with its consequences said @wide', async ({
  team,
  openDesk,
}) => {
  const [first, second] = team.accounts;
  const { page } = await openDesk('ada', { role: 'admin' });
  const screen = await openAdmin(page, 'Accounts');
  const row = (name: string | undefined) => screen.getByRole('listitem', { name: name ?? '' });
  await expect(row(first?.name)).toContainText('Default');
  await row(second?.name).getByRole('button').press('Enter');
  await screen.getByRole('switch', { name: 'Switched on' }).press('Space');
  await expect(
    screen.getByText('messages to its customers are held until it is on again', { exact: false }),
  ).toBeVisible();
  await screen.getByRole('button', { name: 'Switch on' }).press('Enter');
  await expect(screen.getByText('Can send')).toBeVisible();
  await screen.getByRole('button', { name: 'Make default' }).press('Enter');
  await expect(screen.getByText('This one')).toBeVisible();
  await screen.getByRole('button', { name: 'Accounts' }).first().press('Enter');
  await screen.getByRole('button', { name: 'Accounts' }).last().press('Enter');
  await expect(row(second?.name)).toContainText('Default');
  await expect(row(first?.name)).not.toContainText('Default');

  await row(first?.name).getByRole('button').press('Enter');
  await screen.getByRole('button', { name: 'Delete…' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: `Delete ${first?.name ?? ''}?` });
  await expect(ask).toContainText('Its conversations stay');
  await expect(ask).toContainText('Its access token is erased');
  await ask.getByRole('button', { name: 'Delete account' }).press('Enter');
  await expect(row(second?.name)).toBeVisible();
  await expect(row(first?.name)).toBeHidden();
});

test('Meta’s dialog connects a number: the browser comes back by a link, or by its address', async ({
  team,
  openDesk,
  phone,
}) => {
  const { page, app } = await openDesk('ada', { role: 'admin' });
  const screen = await openAdmin(page, 'Accounts');
  const begin = async (): Promise<string> => {
    await screen.getByRole('button', { name: 'Other ways' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Connect with Meta' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect with Meta' });
    await dialog.getByRole('button', { name: 'Open Meta’s dialog' }).press('Enter');
    await expect(dialog.getByRole('status')).toHaveText('Waiting for Meta…');
    return (await dialog.getByLabel('Address of the dialog', { exact: true }).textContent()) ?? '';
  };
  const agree = async (url: string, number: string) => {
    const browser = await phone(url);
    await browser.getByRole('radio', { name: /A new phone number/ }).check();
    await browser.getByRole('textbox', { name: 'Phone number' }).fill(number);
    await browser.getByRole('textbox', { name: 'Display name' }).fill(`Bakery ${number.slice(-2)}`);
    await browser.getByRole('button', { name: 'Continue' }).click();
    await expect(browser.getByRole('heading', { name: 'Almost done' })).toBeVisible();
    const link = await browser.getByRole('link', { name: 'Back to Parley' }).getAttribute('href');
    return { link: link ?? '', address: browser.url() };
  };

  const { link } = await agree(await begin(), '+1 202 555 0188');
  const follow = (url: string): Promise<unknown> =>
    app.evaluate(({ app: electron }, one) => void electron.emit('second-instance', {}, ['parley', one], '', null), url);
  // Anybody can make a link: one that nobody here has asked for does nothing.
  await follow('parley-desktop://auth-callback?code=stolen&state=guessed');
  await follow(link);
  await said(page, '+1 202 555 0188 is connected');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(screen.getByRole('listitem', { name: 'Bakery 88' })).toContainText('Can send');

  const second = await agree(await begin(), '+1 202 555 0189');
  const dialog = page.getByRole('dialog', { name: 'Connect with Meta' });
  await dialog.getByRole('textbox', { name: 'The browser did not come back?' }).fill(team.simulator.url);
  await expect(dialog.getByText('This is not the address of the sign-up')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'The browser did not come back?' }).fill(second.address);
  await dialog.getByRole('button', { name: 'Finish' }).press('Enter');
  await expect(screen.getByRole('listitem', { name: 'Bakery 89' })).toContainText('Can send');

  await begin();
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog).toBeHidden();
});

alone(
  'without a network the numbers are there as of when they were true, and none is said to be well @wide',
  async ({ team, openDesk }) => {
    const { page, person } = await openDesk('ada', { role: 'admin' });
    const screen = await openAdmin(page, 'Accounts');
    const row = screen.getByRole('listitem', { name: team.accounts[0]?.name ?? '' });
    await expect(row).toContainText('Can send');
    await person.link.setMode('refuse');
    await page.reload();
    await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
    await openAdmin(page, 'Accounts');
    await expect(screen.getByText(/^offline: as of/)).toBeVisible();
    await expect(row).toContainText(/unknown since/);
    await expect(row).not.toContainText('Can send');
    await row.getByRole('button').click();
    await expect(screen.getByLabel('Webhook URL', { exact: true })).toBeVisible();
  },
);
