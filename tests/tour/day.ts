import type { Page } from 'playwright';
import { makeFolder } from '../support/folder.ts';
import { chooseLanguage, openDesktop, setTheme, setWidth, type TourDesktop } from './desktop.ts';

/** A screen that is reached from an open conversation by keys alone, so that it is the same in every language. */
interface Scene {
  name: string;
  what: string;
  keys: readonly string[];
  /** Typed after the keys. */
  text?: string;
  /** What must be on the screen: a role, whatever its name. */
  shows: 'dialog' | 'listbox' | 'textbox' | 'main' | 'log' | 'searchbox' | 'combobox' | 'list';
}

const scenes: readonly Scene[] = [
  { name: 'conversation', what: 'A conversation with its customer', keys: [], shows: 'log' },
  { name: 'snooze', what: 'Snooze: by choice or in one’s own words', keys: ['h'], shows: 'dialog' },
  { name: 'labels', what: 'Labels of a conversation', keys: ['l'], shows: 'dialog' },
  { name: 'priority', what: 'Priority of a conversation', keys: ['p'], shows: 'dialog' },
  { name: 'assign', what: 'Who takes it', keys: ['a'], shows: 'dialog' },
  { name: 'more', what: 'Everything that can be done with a conversation', keys: ['.'], shows: 'dialog' },
  { name: 'chosen', what: 'Several conversations chosen', keys: ['x', 'Shift+J', 'Shift+J', 'Shift+J'], shows: 'list' },
  {
    name: 'search',
    what: 'Search over everything, with what was found',
    keys: ['Control+Shift+F'],
    text: 'on my way',
    shows: 'list',
  },
  { name: 'find', what: 'Find in a conversation', keys: ['Control+f'], text: 'a', shows: 'log' },
  { name: 'quick-replies', what: 'Quick replies while one types', keys: ['r'], text: '/', shows: 'listbox' },
  {
    name: 'note',
    what: 'A private note that names a colleague',
    keys: ['n'],
    text: 'Please look at this, @',
    shows: 'listbox',
  },
  { name: 'emoji', what: 'Emoji by name', keys: ['r'], text: ':smi', shows: 'listbox' },
  { name: 'send-later', what: 'A message for later', keys: ['r', 'Control+Shift+L'], shows: 'dialog' },
  { name: 'template', what: 'Templates with form and preview', keys: ['t'], shows: 'dialog' },
  { name: 'commands', what: 'The command palette', keys: ['Control+k'], text: 'th', shows: 'dialog' },
  { name: 'all-keys', what: 'Every command and its keys', keys: ['Control+/'], shows: 'dialog' },
];

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** The agent's day in the demo company: light, dark, in other languages, and in narrow and wide windows. */
export async function day(take: Take): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-day'), ['--demo']);
  const { page } = desktop;
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 90_000 });
  for (const scene of scenes) {
    await show(page, scene);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, theme);
      await take(desktop, `day-${scene.name}-${theme}`, `${scene.what} (${theme})`);
    }
    await setTheme(desktop, 'light');
  }
  for (const width of [760, 1000, 1600]) {
    await setWidth(desktop, width);
    for (const name of ['conversation', 'search', 'template', 'note']) {
      const scene = sceneOf(name);
      await show(page, scene);
      await take(desktop, `day-${name}-${width}`, `${scene.what} (${width} pixels)`);
    }
  }
  await setWidth(desktop, 1280);
  for (const [language, said] of [
    ['de', 'German'],
    ['ar', 'Arabic'],
  ] as const) {
    await leave(page);
    await chooseLanguage(page, language);
    await page.getByRole('listitem').nth(5).waitFor({ timeout: 30_000 });
    for (const scene of scenes) {
      await show(page, scene);
      await take(desktop, `day-${scene.name}-${language}`, `${scene.what} (${said})`);
    }
  }
  await desktop.close();
}

function sceneOf(name: string): Scene {
  const scene = scenes.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`there is no scene ${name}`);
  return scene;
}

/** From wherever the page is: the first conversation, then the scene's keys. */
async function show(page: Page, { keys, text, shows }: Scene): Promise<void> {
  await leave(page);
  for (const key of keys) await page.keyboard.press(key);
  if (text !== undefined) {
    await page.locator('textarea:focus, input:focus').waitFor();
    await page.keyboard.type(text);
  }
  await page.getByRole(shows).first().waitFor();
}

/** Back to the list, with its third conversation open: layers close one after the other, what was typed goes. */
async function leave(page: Page): Promise<void> {
  for (let layers = 0; layers < 4; layers++) await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const field = page.locator('[data-pane="composer"] textarea');
  if ((await field.count()) > 0) await field.fill('');
  const rows = page.locator('[data-pane="list"] [role="listitem"] [tabindex="0"]');
  await rows.first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByRole('article').last().waitFor();
  await rows.first().focus();
}
