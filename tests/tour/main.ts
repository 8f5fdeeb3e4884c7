// `npm run tour`: drives the built app through its screens and writes their pictures to docs/tour, light and dark.
// Everything in them is real: the demo company, and a team on a backend of its own that goes away for the offline ones.
// `npm run tour -- phone` takes only one part anew and leaves the other pictures as they are.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { makeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { startTeam } from '../support/team.ts';
import { openDesktop, setTheme, setWidth, type TourDesktop } from './desktop.ts';
import { violations } from '../support/axe.ts';
import { admin } from './admin.ts';
import { adminNumbers } from './admin-numbers.ts';
import { backup } from './backup.ts';
import { day } from './day.ts';
import { phone } from './phone.ts';
import { secondFactor } from './second-factor.ts';
import { templates } from './templates.ts';
import { workspaces } from './workspaces.ts';

const target = join(root, 'docs/tour');
const taken: { file: string; what: string }[] = [];
/** What axe found, `picture: rule: element`. */
const barriers: string[] = [];

/** One screen in both themes. `what` stands under the picture. */
async function picture(desktop: TourDesktop, name: string, what: string, page: Page = desktop.page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, theme);
    const file = `${name}-${theme}.png`;
    // Motion ends by itself; a picture of its middle would differ from run to run.
    await page.screenshot({ path: join(target, file), animations: 'disabled' });
    taken.push({ file, what: `${what} (${theme})` });
  }
  await setTheme(desktop, 'light');
  console.log(`tour · ${name}`);
}

/** The screen as it is now; what axe finds on it fails the tour at its end. */
async function pictureAsItIs(desktop: TourDesktop, name: string, what: string): Promise<void> {
  const file = `${name}.png`;
  await desktop.page.screenshot({ path: join(target, file), animations: 'disabled' });
  taken.push({ file, what });
  barriers.push(...(await violations(desktop.page)).map((barrier) => `${name}: ${barrier}`));
  console.log(`tour · ${name}`);
}

async function firstRun(): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-first'));
  const { page } = desktop;
  await page.getByRole('button', { name: 'Try the demo' }).waitFor();
  await picture(desktop, 'first-run', 'First run: the demo, a company of one’s own, or a team’s server');
  await page.getByRole('button', { name: 'Connect to a server' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill('http://127.0.0.1:9');
  await page.keyboard.press('Enter');
  await page.locator('input[aria-invalid="true"]').waitFor();
  await picture(desktop, 'connect-error', 'A server that does not answer');
  await desktop.close();
}

async function demo(): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-demo'), ['--demo']);
  const { page } = desktop;
  const list = page.getByRole('list', { name: 'Conversations' });
  await list.getByRole('listitem').nth(5).waitFor({ timeout: 60_000 });
  await page.getByRole('tab', { name: /^All/ }).click();
  await picture(desktop, 'list', 'Conversations, none open yet');

  const messages = page.getByRole('log', { name: 'Messages' });
  await page.getByRole('tab', { name: /^Mine/ }).click();
  await list.getByRole('listitem').first().click();
  await messages.getByRole('article').last().waitFor();
  await picture(desktop, 'inbox', 'The inbox: list, thread, customer');

  const composer = page.getByRole('textbox', { name: 'Message' });
  await openWritable(page);
  await composer.fill('Good morning! Yes, it is here. Shall I put it aside for you until tomorrow?');
  await picture(desktop, 'thread', 'A reply being written; the 24-hour window is open');
  await page.keyboard.press('Enter');
  await messages.getByRole('article', { name: /put it aside/ }).waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('re');
  await picture(desktop, 'palette', 'The command palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+/');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await picture(desktop, 'shortcuts', 'Every command and its keys');
  await page.keyboard.press('Escape');

  const opened = desktop.app.waitForEvent('window');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('quick-reply');
  await page.keyboard.press('Enter');
  const small = await opened;
  await small.getByRole('textbox', { name: 'Reply' }).fill('On my way to check, one moment please.');
  await picture(desktop, 'quick-reply', 'The quick-reply window', small);
  await small.close();

  await page.keyboard.press('Control+,');
  await page.getByRole('main', { name: 'Settings' }).waitFor();
  await picture(desktop, 'settings', 'Settings');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Inbox/ })
    .first()
    .click();
  await setWidth(desktop, 900);
  await picture(desktop, 'narrow', 'At 900 pixels the customer’s panel makes room');
  await setWidth(desktop, 1280);
  await desktop.close();
}

/** Opens the first conversation in which free text may be sent. */
async function openWritable(page: Page): Promise<void> {
  const rows = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
  for (let index = 0; index < (await rows.count()); index++) {
    await rows.nth(index).click();
    await page.getByRole('log', { name: 'Messages' }).getByRole('article').last().waitFor();
    if ((await page.getByText('The 24-hour window is closed').count()) === 0) return;
  }
  throw new Error('the demo has no conversation with an open window');
}

async function offline(): Promise<void> {
  const team = await startTeam({ folder: makeFolder('tour-team'), seed: '7' });
  const maya = await team.addPerson('Maya');
  const desktop = await openDesktop(makeFolder('tour-offline'));
  const { page } = desktop;
  try {
    await page.getByRole('button', { name: 'Connect to a server' }).click();
    await page.getByRole('textbox', { name: 'Server address' }).fill(maya.link.url);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Email' }).fill('maya@parley.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').first().waitFor();
    await picture(desktop, 'sign-in-error', 'A wrong password');
    await page.getByRole('textbox', { name: 'Password' }).fill(maya.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    const [customer] = team.simulator.company.customers;
    const number = team.simulator.company.wabas[0]?.phoneNumbers[0];
    if (customer === undefined || number === undefined) throw new Error('the simulator has no company');
    await team.simulator.write({ waId: customer.waId, phoneNumberId: number.id, text: 'Hello, are you open today?' });
    await page.getByRole('tab', { name: /^All/ }).click();
    await page.getByRole('listitem', { name: new RegExp(customer.name) }).click();
    await page.getByRole('article', { name: /are you open today/ }).waitFor();

    await team.backend.stop();
    await page.getByRole('button', { name: /^Backend: (?!ok)/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('textbox', { name: 'Message' }).fill('Yes, until seven!');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Outbox: 1/ }).waitFor();
    await picture(desktop, 'offline', 'The backend is away: lamps, and the reply waiting in the outbox');
    await page.getByRole('button', { name: /^Backend: / }).click();
    await picture(desktop, 'lamps', 'What a lamp knows');
  } finally {
    await desktop.close();
    await team.stop();
  }
}

/** A part of a page in a browser, in both themes. */
async function browserPicture(part: Locator, name: string, what: string): Promise<void> {
  const page = part.page();
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme);
    const file = `${name}-${theme}.png`;
    await part.screenshot({ path: join(target, file), animations: 'disabled' });
    taken.push({ file, what: `${what} (${theme})` });
  }
  console.log(`tour · ${name}`);
}

/** The pictures in the README that this run does not take. */
function readOthers(): typeof taken {
  const text = readFileSync(join(target, 'README.md'), 'utf8');
  return [...text.matchAll(/^!\[(.+)\]\((.+)\)$/gm)]
    .map(([, what = '', file = '']) => ({ file, what }))
    .filter(({ file }) => !taken.some((shot) => shot.file === file));
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  firstRun,
  demo,
  offline,
  day: () => day(pictureAsItIs),
  admin: () => admin(pictureAsItIs),
  numbers: () => adminNumbers(pictureAsItIs),
  backup: () => backup(pictureAsItIs),
  templates: () => templates(pictureAsItIs),
  workspaces: () => workspaces(pictureAsItIs),
  secondFactor: () => secondFactor(pictureAsItIs),
  phone: () => phone(browserPicture),
};
const [only] = process.argv.slice(2);
if (only !== undefined && !Object.hasOwn(parts, only)) {
  throw new Error(`there is no part ${only}; there are ${Object.keys(parts).join(', ')}`);
}
if (only === undefined) rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, part] of Object.entries(parts)) if (only === undefined || name === only) await part();
const all = only === undefined ? taken : [...readOthers(), ...taken];

const lines = all.map(({ file, what }) => `## ${what}\n\n![${what}](${file})\n`);
writeFileSync(
  join(target, 'README.md'),
  `# Tour\n\nTaken from the built app by \`npm run tour\`.\n\n${lines.join('\n')}`,
);
console.log(`tour · ${taken.length} pictures in docs/tour`);
for (const barrier of barriers) console.error(`tour · axe · ${barrier}`);
if (barriers.length > 0) process.exitCode = 1;
