import type { Page } from 'playwright';
import { makeFolder } from '../support/folder.ts';
import { chooseLanguage, openDesktop, setTheme, setWidth, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

/** The templates of the demo company: the library, one of them, the editor with something to put right. */
export async function templates(take: Take): Promise<void> {
  const desktop = await openDesktop(makeFolder('tour-templates'), ['--demo']);
  const { page } = desktop;
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: /: account menu$/ }).click();
  await page.getByRole('menuitemradio', { name: /^Noor/ }).click();
  await openLibrary(page);
  await page.getByRole('listitem', { name: 'booking_confirmed' }).getByRole('button').click();
  await both(desktop, take, 'templates', 'Templates: one of the library');
  await setWidth(desktop, 760);
  await take(desktop, 'templates-760', 'Templates (760 pixels)');
  await setWidth(desktop, 1280);

  await page.getByRole('button', { name: 'New template' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Summer Sale');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Save 20% off until {{1}}');
  await both(desktop, take, 'template-editor', 'Templates: what WhatsApp would mind');
  for (const language of ['de', 'ar'] as const) {
    await chooseLanguage(page, language);
    await page.getByRole('listitem').nth(5).waitFor({ timeout: 30_000 });
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.locator('[data-pane="list"] [role="listitem"] button').first().click();
    await take(desktop, `templates-${language}`, `Templates (${language})`);
  }
  await desktop.close();
}

async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('listitem').nth(5).waitFor({ timeout: 30_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('listitem', { name: 'booking_confirmed' }).waitFor({ timeout: 30_000 });
}

async function both(desktop: TourDesktop, take: Take, file: string, what: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(desktop, theme);
    await take(desktop, `${file}-${theme}`, `${what} (${theme})`);
  }
  await setTheme(desktop, 'light');
}
