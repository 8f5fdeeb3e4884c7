import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlaintext, filesBelow } from '../support/folder.ts';
import { until } from '../support/deadline.ts';
import type { Simulator } from '../support/simulator.ts';
import { connectNumber, leadToSimulator, setUpCompany, takeServerAway } from './bundled-company.ts';
import { answerDialogs, signIn } from './desk.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say } from './fixtures.ts';
import { test } from './one-desk.ts';

// Journey (e): what a person sees when the keys or the files of this computer are not what they were. Each happens to
// somebody else.

test.describe.configure({ mode: 'default' });

/** The keychain no longer has the key that wrapped ours: what is wrapped can't be opened by anybody. */
function loseKeyring(profile: string): void {
  for (const name of ['keys.json', 'keys.json.bak']) {
    const file = join(profile, name);
    if (!existsSync(file)) continue;
    // Our own file; its shape is tested where it is made.
    const keys = JSON.parse(readFileSync(file, 'utf8')) as { masterKey: string };
    const wrapped = Buffer.from(keys.masterKey, 'base64');
    wrapped.fill(0xa5, wrapped.length - 8);
    writeFileSync(file, JSON.stringify({ ...keys, masterKey: wrapped.toString('base64') }));
  }
}

const copyOf = (profile: string): string => {
  const [id] = readdirSync(join(profile, 'workspaces'));
  return join(profile, 'workspaces', id ?? '');
};

async function write({ simulator }: { simulator: Simulator }, text: string): Promise<string> {
  const [customer] = simulator.company.customers;
  const [number] = simulator.company.wabas[0]?.phoneNumbers ?? [];
  await simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.id ?? '', text });
  return customer?.name ?? '';
}

test('journey (e): a damaged cache is rebuilt from the server, and what was not sent yet still goes out', async ({
  team,
  openDesk,
  launch,
}) => {
  const desk = await openDesk();
  const name = await write(team, 'Hello?');
  await openThread(desk.page, name);
  await team.backend.stop();
  await say(desk.page, 'I am here.');
  await expect(bubblesOf(desk.page, 'I am here.')).toBeVisible();
  await desk.kill();
  const cache = join(copyOf(desk.profile), 'cache.db');
  writeFileSync(cache, Buffer.alloc(readFileSync(cache).length, 0x5a));
  for (const suffix of ['-wal', '-shm']) rmSync(cache + suffix, { force: true });
  await team.startBackend();

  const { page } = await launch({ profile: desk.profile });
  await expect(page.getByText(/rebuil|again from the server|damaged/i).first()).toBeVisible();
  await openThread(page, name);
  await expect(bubblesOf(page, 'Hello?')).toBeVisible();
  await until('the message at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
  await expect(bubblesOf(page, 'I am here.')).toHaveCount(1);
});

test('journey (e): with other keys Parley says what is lost, starts over on request and gets everything again', async ({
  team,
  openDesk,
  launch,
}) => {
  const desk = await openDesk('noor');
  const name = await write(team, 'Hello?');
  await openThread(desk.page, name);
  await desk.quit();
  loseKeyring(desk.profile);

  const { page } = await launch({ profile: desk.profile });
  await expect(page.getByRole('heading', { name: 'The keys do not fit these files' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'The keys do not fit these files' })).toBeVisible();
  await page.getByRole('button', { name: 'Start over with new keys…' }).click();
  await page.getByRole('button', { name: 'Yes, start over with new keys' }).click();
  await page.getByRole('button', { name: 'Connect to a server' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(desk.person.link.url);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await signIn(page, 'noor@parley.example', desk.person.password);
  await expect(page.getByText('Parley works with new keys.')).toBeVisible();
  await openThread(page, name);
  await expect(bubblesOf(page, 'Hello?')).toBeVisible();
  expect(existsSync(join(desk.profile, 'aside'))).toBe(true);
});

test('journey (e): without a keychain Parley works in memory only, and writes nothing readable', async ({
  team,
  launch,
}) => {
  const person = await team.addPerson('ben');
  const { page, profile } = await launch({ args: ['--password-store=basic'] });
  await expect(page.getByRole('heading', { name: 'This computer has no keychain' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue in memory only' }).click();
  await page.getByRole('button', { name: 'Connect to a server' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(person.link.url);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await signIn(page, 'ben@parley.example', person.password);
  const name = await write(team, 'CANARY of a customer');
  await openThread(page, name);
  await say(page, 'CANARY of an agent');
  await until('the message at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
  const own = filesBelow(profile).filter((file) => !file.includes('/chromium/'));
  expect(own.filter((file) => /\.(db|json)$/.test(file))).toEqual([]);
  expect(findPlaintext(own, ['CANARY'])).toEqual([]);
});

test('S-34 without a keychain a passphrase protects what is kept, and is asked for at each start @wide', async ({
  team,
  launch,
}) => {
  const person = await team.addPerson('tom');
  const args = ['--password-store=basic'];
  const passphrase = 'four quiet words here';
  const desk = await launch({ args });
  await desk.page.getByRole('button', { name: 'Protect it with a passphrase' }).click();
  await desk.page.getByLabel('New passphrase').fill(passphrase);
  await desk.page.getByLabel('Once more').fill('not the same as that');
  await desk.page.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(desk.page.getByText('The two are not the same.')).toBeVisible();
  await desk.page.getByLabel('Once more').fill(passphrase);
  await desk.page.getByRole('button', { name: 'Use this passphrase' }).click();
  await desk.page.getByRole('button', { name: 'Connect to a server' }).click();
  await desk.page.getByRole('textbox', { name: 'Server address' }).fill(person.link.url);
  await desk.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await signIn(desk.page, 'tom@parley.example', person.password);
  const name = await write(team, 'CANARY of a customer');
  await openThread(desk.page, name);
  await desk.quit();
  expect(findPlaintext(filesBelow(desk.profile), ['CANARY', passphrase])).toEqual([]);

  const { page } = await launch({ profile: desk.profile, args });
  await expect(page.getByRole('heading', { name: 'Enter your passphrase' })).toBeVisible();
  await page.getByLabel('Passphrase').fill('four other words here');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('This is not the passphrase')).toBeVisible();
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await openThread(page, name);
  await expect(bubblesOf(page, 'CANARY of a customer')).toBeVisible();
});

test('journey (e): after the keyring was lost the recovery key opens the company, and what was not sent yet goes out', async ({
  simulator,
  launch,
}) => {
  const ada = { email: 'ada@acme.example', password: 'correct horse battery' };
  const desk = await launch();
  await leadToSimulator(desk.app, simulator);
  const recoveryKey = await setUpCompany(desk.page, ada);
  await connectNumber(desk.app, simulator, ada);
  const name = await write({ simulator }, 'Hello?');
  await openThread(desk.page, name);
  await expect(bubblesOf(desk.page, 'Hello?')).toBeVisible();

  await takeServerAway(desk.app);
  await expect(desk.page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await say(desk.page, 'I am here.');
  await expect(bubblesOf(desk.page, 'I am here.')).toBeVisible();
  await composerOf(desk.page).fill('And there is more');
  await expect(rowOf(desk.page, name)).toContainText('And there is more');
  await answerDialogs(desk.app, 0);
  await desk.quit();
  expect((await simulator.ledger()).sends).toEqual([]);
  loseKeyring(desk.profile);

  const { app, page } = await launch({ profile: desk.profile });
  await leadToSimulator(app, simulator);
  await expect(page.getByRole('heading', { name: 'Enter your recovery key' })).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Recovery key' })
    .fill(recoveryKey.replace(/^./, (char) => (char === 'A' ? 'B' : 'A')));
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText(/not the key of this company/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey.toLowerCase());
  await page.getByRole('button', { name: 'Unlock' }).click();
  await signIn(page, ada.email, ada.password);
  await expect(page.getByRole('button', { name: 'Backend: ok' })).toBeVisible();
  await until('the message at WhatsApp', async () => (await simulator.ledger()).sends.length === 1);
  await openThread(page, name);
  await expect(bubblesOf(page, 'I am here.')).toHaveCount(1);
  await expect(composerOf(page)).toHaveValue('And there is more');
});

test('an unsent message is kept when a person quits anyway, and goes out at the next start @wide', async ({
  team,
  openDesk,
  launch,
}) => {
  const desk = await openDesk('lena');
  const name = await write(team, 'Hello?');
  await openThread(desk.page, name);
  await team.backend.stop();
  await say(desk.page, 'Kept.');
  await expect(rowOf(desk.page, name)).toContainText('Kept.');
  const asked = await desk.app.evaluate(({ app, dialog }) => {
    const messages: string[] = [];
    // The one method that is used, without the window of the dialog: first stay, then quit.
    dialog.showMessageBox = (async (options: { message: string }) => {
      messages.push(options.message);
      return { response: messages.length === 1 ? 1 : 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    app.quit();
    return new Promise<string[]>((resolve) => setTimeout(() => resolve(messages), 1000));
  });
  expect(asked).toEqual(['One change has not been sent yet']);
  await desk.quit();
  await team.startBackend();
  await launch({ profile: desk.profile });
  await until('the message at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
});
