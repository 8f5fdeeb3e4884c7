import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Language } from '#shared/language.ts';
import { root } from '../support/root.ts';
import type { Person } from '../support/team.ts';

export interface TourDesktop {
  app: ElectronApplication;
  page: Page;
  close(): Promise<void>;
}

/** The built app on a profile of its own. */
export async function openDesktop(profile: string, flags: readonly string[] = []): Promise<TourDesktop> {
  const app = await _electron.launch({ args: ['.', `--user-data-dir=${profile}`, ...flags], cwd: root });
  const page = await app.firstWindow();
  return {
    app,
    page,
    async close() {
      // Quitting would ask about the outbox, and closing the window leaves the app in the background.
      await app.evaluate(({ app: electronApp }) => electronApp.exit(0)).catch(() => undefined);
      await app.close();
    },
  };
}

/** From the first screen of a workspace into a team's inbox. */
export async function signInTo(page: Page, email: string, { link, password }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Connect to a server' }).click();
  await page.getByRole('textbox', { name: 'Server address' }).fill(link.url);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Realtime: ok' }).waitFor();
}

export type Theme = 'light' | 'dark';

/** The OS switches between light and dark, as far as the app can tell. */
export async function setTheme({ app, page }: TourDesktop, theme: Theme): Promise<void> {
  await app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
  await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, theme === 'dark');
}

export async function setWidth({ app, page }: TourDesktop, width: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    for (const window of BrowserWindow.getAllWindows()) {
      const { x, y, height } = window.getBounds();
      window.setBounds({ x, y, width: wanted, height });
    }
  }, width);
  await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 40, width);
}

/** In the settings each language stands in its own words. */
export async function chooseLanguage(page: Page, language: Exclude<Language, 'en'>): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: { de: 'Deutsch', ar: 'العربية' }[language] }).press(' ');
  await page.locator(`html[lang="${language}"]`).waitFor();
}
