import { newId } from '#shared/ids.ts';
import { composerOf, expect, rowOf, test } from './fixtures.ts';
import { customersWrite, onServer, rows, underKeyboard } from './inbox.ts';

test('keys walk further down the list than the screen shows; a row that comes back leaves the keyboard to whoever types @wide', async ({
  team,
  openDesk,
}) => {
  const names = await customersWrite(team, 20);
  const { page } = await openDesk('maya');
  await expect(page.getByRole('tab', { name: /^All/ })).toContainText('20');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();

  const walked = [await underKeyboard(page)];
  while (walked.length < names.length) {
    await page.keyboard.press('j');
    await expect.poll(() => underKeyboard(page)).not.toBe(walked.at(-1));
    walked.push(await underKeyboard(page));
  }
  expect(walked.toSorted()).toEqual(names.toSorted());
  const [top = '', bottom = ''] = [walked[0], walked.at(-1)];
  await expect(rowOf(page, top)).toHaveCount(0);

  await page.keyboard.press('Enter');
  await composerOf(page).fill('On its ');
  await rowOf(page, bottom).hover();
  await page.mouse.wheel(0, -5000);
  await expect(rowOf(page, top)).toBeVisible();
  await expect(rowOf(page, bottom)).toHaveCount(0);
  await page.mouse.wheel(0, 5000);
  await expect(rowOf(page, bottom)).toBeVisible();
  await page.keyboard.type('way');
  await expect(composerOf(page)).toHaveValue('On its way');
});

test('a list that comes late leaves the keyboard to a dialog opened meanwhile @wide', async ({ team, openDesk }) => {
  await customersWrite(team, 3);
  const { page } = await openDesk('maya');
  await expect(rows(page)).toHaveCount(3);
  await Promise.all(['g', 'a', 'Control+k'].map((key) => page.keyboard.press(key)));
  const field = page.getByRole('combobox', { name: 'Search commands and conversations' });
  await expect(field).toBeFocused();
  await page.keyboard.type('keyboard');
  await expect(field).toHaveValue('keyboard');
});

test('a row that a colleague is done with hands the keyboard on to the next one @wide', async ({ team, openDesk }) => {
  await customersWrite(team, 3);
  const { page, person } = await openDesk('maya');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();
  const under = await underKeyboard(page);
  const next = (await rows(page).nth(1).getAttribute('aria-label')) ?? '';
  const conversationId = (await onServer(team, 'maya', person)).conversations.get(under)?.id;
  if (conversationId === undefined) throw new Error(`${under} is not on the server`);
  await team.admin.call('mutate', {
    body: { mutations: [{ id: newId(), type: 'conversation.setState', conversationId, state: 'resolved' }] },
  });
  await expect(rowOf(page, under)).toHaveCount(0);
  expect(await underKeyboard(page)).toBe(next);
});
