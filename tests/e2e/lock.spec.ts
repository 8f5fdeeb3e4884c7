import { until } from '../support/deadline.ts';
import type { Page } from '@playwright/test';
import type { Team } from '../support/team.ts';
import { composerOf, expect, openThread, rowOf, test as alone } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

async function write(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

async function setPin(page: Page, pin: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Lock & privacy' }).click();
  await page.getByRole('button', { name: 'Set…' }).click();
  await page.getByRole('textbox', { name: 'PIN or passphrase' }).fill(pin);
  await page.getByRole('textbox', { name: 'Once more' }).fill(pin);
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Change…' })).toBeVisible();
  await page.getByRole('button', { name: /^Inbox/ }).click();
}

async function tryPin(page: Page, pin: string): Promise<void> {
  await page.getByRole('textbox', { name: 'PIN or passphrase' }).fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

alone(
  'a locked Parley shows and answers nothing, tells of messages without their text, and keeps what was typed',
  async ({ team, openDesk, launch, notifications }) => {
    const desk = await openDesk();
    const { page } = desk;
    const name = await write(team, 'My order number is 4711');
    await openThread(page, name);
    await setPin(page, '2580');
    await openThread(page, name);
    await composerOf(page).fill('Half a sentence');
    await page.keyboard.press('Control+Shift+K');
    await expect(page.getByRole('heading', { name: 'Parley is locked' })).toBeVisible();
    expect(await page.content()).not.toContain(name);
    expect(await page.content()).not.toContain('4711');

    await write(team, 'And my name is Ana');
    const card = await notifications.find('the card', ({ body }) => body === 'New message');
    expect(card).toMatchObject({ title: 'Parley', actions: ['default', 'Open'] });
    notifications.invoke(card.number, 'default');

    for (const wrong of ['1111', '2222', '3333']) {
      await tryPin(page, wrong);
      await expect(page.getByText('That is not it.')).toBeVisible();
    }
    await tryPin(page, '2580');
    await openThread(page, name);
    await expect(composerOf(page)).toHaveValue('Half a sentence');

    // Also after a restart nothing is on the screen before the PIN.
    await desk.quit();
    const again = await launch({ profile: desk.profile });
    await expect(again.page.getByRole('heading', { name: 'Parley is locked' })).toBeVisible();
    await tryPin(again.page, '2580');
    await expect(rowOf(again.page, name)).toBeVisible();
  },
);

test('with capture protection on, every window asks the system to be left out of recordings @wide', async ({
  openDesk,
}) => {
  const { app, page } = await openDesk();
  await app.evaluate(({ BrowserWindow }) => {
    const marked: boolean[] = [];
    Object.assign(globalThis, { marked });
    BrowserWindow.prototype.setContentProtection = (on: boolean) => void marked.push(on);
  });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Lock & privacy' }).click();
  await page.getByRole('switch', { name: 'Hide from recordings' }).click();
  await until('the windows to be marked', () =>
    // Put there above.
    app.evaluate(() => (globalThis as unknown as { marked: boolean[] }).marked.includes(true)),
  );
});

test('the system’s lock locks Parley; wrong tries have to wait @wide', async ({ openDesk }) => {
  const { app, page } = await openDesk();
  await setPin(page, 'a longer phrase');
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expect(page.getByRole('heading', { name: 'Parley is locked' })).toBeVisible();
  for (const wrong of ['1', '2', '3', '4']) {
    await tryPin(page, wrong);
    await expect(page.getByRole('textbox', { name: 'PIN or passphrase' })).toHaveValue('');
  }
  await expect(page.getByText('Too many wrong tries.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Wait/ })).toBeDisabled();
});
