import type { Locator, Page } from 'playwright';
import { makeFolder } from '../support/folder.ts';
import { chooseLanguage, openDesktop, setTheme, setWidth, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** Every page of the administration in the demo company, as its admin sees it: light, dark, narrow, German, Arabic. */
export async function admin(take: Take): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-admin'), ['--demo']);
  const { page } = desktop;
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: /: account menu$/ }).click();
  await page.getByRole('menuitemradio', { name: /^Noor/ }).click();
  const names: string[] = [];
  await openAdministration(page);
  for (const entry of await entriesOf(page).all()) names.push(((await entry.textContent()) ?? '').trim());
  const file = (index: number) => `admin-${(names[index] ?? '').toLowerCase().replace(/\W+/g, '-')}`;
  for (const [index, name] of names.entries()) {
    await show(page, index);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(desktop, theme);
      await take(desktop, `${file(index)}-${theme}`, `Administration: ${name} (${theme})`);
    }
    await setTheme(desktop, 'light');
  }
  await setWidth(desktop, 760);
  for (const [index, name] of names.entries()) {
    await show(page, index);
    await take(desktop, `${file(index)}-760`, `Administration: ${name} (760 pixels)`);
  }
  await setWidth(desktop, 1280);
  for (const [language, said] of [
    ['de', 'German'],
    ['ar', 'Arabic'],
  ] as const) {
    await chooseLanguage(page, language);
    await openAdministration(page);
    for (const [index, name] of names.entries()) {
      await show(page, index);
      await take(desktop, `${file(index)}-${language}`, `Administration: ${name} (${said})`);
    }
  }
  await desktop.close();
}

const entriesOf = (page: Page): Locator => page.locator('main[data-pane="admin"] nav button');

async function openAdministration(page: Page): Promise<void> {
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 30_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await entriesOf(page).first().waitFor();
}

/** The page is there, and as the backend has it now. */
async function show(page: Page, index: number): Promise<void> {
  await entriesOf(page).nth(index).click();
  await page.locator('main[data-pane="admin"] h3').first().waitFor();
  await page.locator('main[data-pane="admin"] [aria-busy="true"]').waitFor({ state: 'detached' });
}
