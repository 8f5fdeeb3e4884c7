import { violations } from '../support/axe.ts';
import type { Desk } from './desk.ts';
import { expect, openThread, test } from './fixtures.ts';
import { customerWrites } from './inbox.ts';

/** In the light theme in every respect; the dark one differs in its colours. */
async function expectClean({ app, page }: Desk): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme);
    const isShown = () =>
      page.evaluate(
        (isDark) =>
          matchMedia('(prefers-color-scheme: dark)').matches === isDark &&
          !document.getAnimations().some((one) => one instanceof CSSTransition),
        theme === 'dark',
      );
    await expect.poll(isShown).toBe(true);
    expect(await violations(page, theme === 'dark' ? 'colours' : 'everything')).toEqual([]);
  }
}

test('every screen an agent meets is clean for axe, light and dark', async ({ team, launch, openDesk }) => {
  const first = await launch();
  await expect(first.page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await expectClean(first);

  const desk = await openDesk();
  const { page } = desk;
  await openThread(page, await customerWrites(team, 'Is the lamp back?'));
  await expect(page.getByRole('article', { name: /Is the lamp back/ })).toBeVisible();
  await expectClean(desk);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expectClean(desk);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await expectClean(desk);
});
