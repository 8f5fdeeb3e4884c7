import { violations } from '../support/axe.ts';
import { expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

for (const theme of ['light', 'dark'] as const) {
  test(`every screen an agent meets is clean for axe, ${theme}`, async ({ team, launch, openDesk }) => {
    const first = await launch();
    await first.app.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme);
    await expect(first.page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
    expect(await violations(first.page)).toEqual([]);

    const { app, page } = await openDesk();
    await app.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme);
    const [customer] = team.simulator.company.customers;
    const [number] = team.accounts;
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text: 'Is the lamp back?',
    });
    await openThread(page, customer?.name ?? '');
    await expect(page.getByRole('article', { name: /Is the lamp back/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Comma');
    await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}
