import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/deadline.ts';
import { filesBelow } from '../support/folder.ts';
import { findSecrets } from '../support/secret-scan.ts';
import { apiOf, connectNumber, leadToSimulator, setUpCompany } from './bundled-company.ts';
import { bubblesOf, composerOf, expect, openThread, rowOf, say, test } from './fixtures.ts';

// A laptop in somebody else's hands: its files, and what an admin can still do about it (S-33, S-36, T-14).

const ada = { email: 'ada.canary@acme.example', password: 'correct horse battery' };

/**
 * A whole browser's memory of forms and tabs. The stand-in draws the pages with one; Electron has neither of the two, but
 * has everything else that lies beside them, and that is searched.
 */
const ofBrowser = /\/chromium\/Default\/(Web Data|Sessions\/)/;

/** Where one of the words stands in any file of the profile, in any form somebody might have written it. */
function scan(profile: string, words: readonly string[]): string[] {
  const secrets = words.map((value) => ({ name: value.slice(0, 16), value }));
  const files = filesBelow(profile).filter((file) => !ofBrowser.test(file));
  return files.flatMap((file) => {
    const hits = findSecrets(existsSync(file) ? readFileSync(file) : Buffer.alloc(0), secrets);
    return hits.map(({ name, form }) => `${file}: ${name} as ${form}`);
  });
}

test('T-14 S-33 a company’s laptop: nothing of it is readable in any file, while it runs and copied to another user', async ({
  simulator,
  launch,
  folder,
}) => {
  const desk = await launch();
  await leadToSimulator(desk.app, simulator);
  const recoveryKey = await setUpCompany(desk.page, ada);
  await connectNumber(desk.app, simulator, ada);
  const [customer] = simulator.company.customers;
  const [number] = simulator.company.wabas[0]?.phoneNumbers ?? [];
  if (customer === undefined || number === undefined) throw new Error('the simulated company has no customer');
  await simulator.write({ waId: customer.waId, phoneNumberId: number.id, text: 'CANARY of a customer' });
  await openThread(desk.page, customer.name);
  await say(desk.page, 'CANARY of an agent');
  await until('the message at WhatsApp', async () => (await simulator.ledger()).sends.length === 1);
  await composerOf(desk.page).fill('CANARY half written');
  await expect(rowOf(desk.page, customer.name)).toContainText('CANARY half written');
  const { api, launchSecret } = await apiOf(desk.app, ada);
  const [account] = (await api.call('listIntegrations')).data;
  const { data } = await api.call('createIntegrationToken', { body: { accountId: account?.id ?? '', name: 'CRM' } });
  const words = [
    ...['CANARY of a customer', 'CANARY of an agent', 'CANARY half written', customer.name, customer.waId],
    ...[ada.email, ada.password, data.token, simulator.company.accessToken, recoveryKey, launchSecret, api.token ?? ''],
    number.displayPhoneNumber.replace(/\D/g, ''),
  ];
  // In use, with its logs of write-ahead; then killed, with whatever was left lying.
  expect(scan(desk.profile, words)).toEqual([]);
  await desk.kill();
  expect(scan(desk.profile, words)).toEqual([]);

  const copy = join(folder, 'copied');
  cpSync(desk.profile, copy, { recursive: true });
  // The other user's keychain is another one.
  const { page } = await launch({ profile: copy, env: { XDG_DATA_HOME: join(folder, 'thief') } });
  await expect(page.getByRole('heading', { name: 'Enter your recovery key' })).toBeVisible();
  await expect(page.getByText('CANARY')).toHaveCount(0);
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('heading', { name: 'The keys do not fit these files' })).toBeVisible();
  expect(scan(copy, words)).toEqual([]);
});

test('S-36 a desktop whose sign-in an admin ends has erased its keys and files at the next contact @wide', async ({
  team,
  openDesk,
}) => {
  const { page, profile } = await openDesk('maya');
  const [customer] = team.simulator.company.customers;
  const [number] = team.simulator.company.wabas[0]?.phoneNumbers ?? [];
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.id ?? '', text: 'Hello?' });
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'Hello?')).toBeVisible();
  await composerOf(page).fill('a draft that goes too');
  await expect(rowOf(page, customer?.name ?? '')).toContainText('a draft that goes too');
  const [id = ''] = readdirSync(join(profile, 'workspaces'));
  expect(readFileSync(join(profile, 'keys.json'), 'utf8')).toContain(id);

  const people = (await team.admin.call('listPeople')).people;
  const maya = people.find(({ email }) => email === 'maya@parley.example');
  const { sessions } = await team.admin.call('listUserSessions', { params: { id: maya?.id ?? '' } });
  for (const session of sessions) await team.admin.call('revokeSession', { params: { id: session.id } });

  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await until('the files to go', () => !existsSync(join(profile, 'workspaces', id)));
  for (const name of ['keys.json', 'keys.json.bak']) {
    const file = join(profile, name);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').not.toContain(id);
  }
});
