import type { Page } from 'playwright';
import { makeFolder } from '../support/folder.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';
import { chooseLanguage, openDesktop, setTheme, setWidth, signInTo, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** Two workspaces at one desk: the demo company, and a team whose server goes away at the end. */
export async function workspaces(take: Take): Promise<void> {
  const team = await startTeam({ folder: makeFolder('tour-acme'), seed: '11' });
  const { tenants } = await team.admin.call('listTenants');
  await team.admin.call('updateTenant', { params: { id: tenants[0]?.id ?? '' }, body: { name: 'Acme Bakery' } });
  const ana = await team.addPerson('Ana');
  const desktop = await openDesktop(makeFolder('tour-workspaces'), ['--demo']);
  const { page } = desktop;
  try {
    await page.getByRole('listitem').nth(5).waitFor({ timeout: 90_000 });
    await connect(page, ana);
    await customersWrite(team);
    await page.getByRole('tab', { name: /^All/ }).click();
    await page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').nth(3).click();
    await page.getByRole('log').getByRole('article').last().waitFor();
    await both(desktop, take, 'workspaces', 'Two workspaces on the rail, the other one with who waits there');
    await setWidth(desktop, 760);
    await take(desktop, 'workspaces-760', 'Two workspaces (760 pixels)');
    await setWidth(desktop, 1280);
    await tile(page, 'Acme Bakery').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await both(desktop, take, 'workspace-menu', 'What can be done with a workspace');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });

    await tile(page, 'Marlow').click();
    await demoIsShown(page);
    await page.getByRole('tab', { name: 'All' }).filter({ hasText: /\d/ }).waitFor();
    await page.getByRole('button', { name: 'More views' }).click();
    await page.getByRole('menuitem', { name: 'Front desk' }).waitFor();
    await both(desktop, take, 'views', 'Views of the list: places, one’s team, what was saved');
    await page.getByRole('menuitem', { name: 'Front desk' }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
    await take(desktop, 'team-view', 'What is open and somebody of the team’s');

    await ana.link.setMode('cut');
    // A server is asked at least every 25 s.
    await tile(page, 'Acme Bakery')
      .and(page.getByRole('button', { name: /cannot be reached/ }))
      .waitFor({ timeout: 60_000 });
    await both(desktop, take, 'workspace-away', 'A server that is away shows on its tile only');
    await ana.link.setMode('pass');
    for (const language of ['de', 'ar'] as const) {
      await chooseLanguage(page, language);
      await demoIsShown(page);
      await page.keyboard.press('Control+Shift+Digit2');
      await rows(page).filter({ hasText: 'walnut loaf' }).click();
      await page.getByRole('log').getByRole('article').last().waitFor();
      await take(desktop, `workspaces-${language}`, `Two workspaces (${language})`);
      await page.keyboard.press('Control+Shift+Digit1');
      await demoIsShown(page);
    }
  } finally {
    await desktop.close();
    await team.stop();
  }
}

const rows = (page: Page) => page.locator('[data-pane="list"] [role="listitem"]');
/** The team has fewer customers. */
const demoIsShown = (page: Page) => rows(page).nth(7).waitFor({ timeout: 30_000 });
const tile = (page: Page, name: string) => page.getByRole('list', { name: 'Workspaces' }).getByRole('button', { name });

async function both(desktop: TourDesktop, take: Take, name: string, what: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, theme);
    await take(desktop, `${name}-${theme}`, `${what} (${theme})`);
  }
  await setTheme(desktop, 'light');
}

async function connect(page: Page, person: Person): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and conversations' }).fill('add a workspace');
  await page.keyboard.press('Enter');
  await signInTo(page, 'ana@parley.example', person);
}

const words = [
  'Do you still have rye bread today?',
  'The cake for Saturday: could it say “Lena, 30”?',
  'Two trays of rolls for Monday at seven, please',
  'Is the walnut loaf free of milk?',
  'Thank you, it was delicious!',
];

async function customersWrite({ simulator, accounts }: Team): Promise<void> {
  const phoneNumberId = accounts[0]?.phoneNumberId ?? '';
  const customers = simulator.company.customers.slice(0, words.length);
  const messages = customers.map(({ waId }, index) => ({ waId, phoneNumberId, text: words[index] ?? '' }));
  await simulator.writeMany(messages, { wait: true });
}
