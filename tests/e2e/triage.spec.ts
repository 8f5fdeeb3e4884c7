import { until } from '../support/deadline.ts';
import { composerOf, expect, rowOf, test } from './fixtures.ts';
import { customersWrite, onServer, rows, said, underKeyboard } from './inbox.ts';

test('twenty conversations are triaged by keyboard alone, through every act, and the server has all of it', async ({
  team,
  openDesk,
}) => {
  await team.addPerson('ben');
  const names = await customersWrite(team, 20);
  const { page, person } = await openDesk('maya');
  await expect(page.getByRole('tab', { name: /^All/ })).toContainText('20');
  const { keyboard } = page;

  const done = new Map<string, string>();
  /** An act upon the conversation under the keyboard. */
  const act = async (what: string, keys: () => Promise<void>, text: string | RegExp): Promise<string> => {
    const name = await underKeyboard(page);
    done.set(what, name);
    await keys();
    await said(page, text);
    return name;
  };
  const press = (key: string) => () => keyboard.press(key);
  /** Opens a picker, types, takes the first, once that is `wanted`. */
  const choose =
    (key: string, typed: string, wanted: string | RegExp = '') =>
    async () => {
      await keyboard.press(key);
      const picker = page.getByRole('dialog');
      await expect(picker.getByRole('combobox')).toBeFocused();
      await keyboard.type(typed);
      await expect(picker.getByRole('option').first()).toContainText(wanted);
      await keyboard.press('Enter');
    };

  // g a: all of them, the keyboard on the first.
  await keyboard.press('g');
  await keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();

  // What takes a conversation out of the list goes on to the next one by itself.
  const first = await act('resolve', press('e'), 'resolved');
  await expect(rowOf(page, first)).toHaveCount(0);
  await act('resolve, next', press('['), 'resolved');
  await keyboard.press('j');
  await act('resolve, previous', press(']'), 'resolved');
  await act('snooze until they write', choose('h', ''), 'snoozed');
  const slept = await act('snooze', choose('h', 'in 2 hours'), 'snoozed until');
  await expect(rowOf(page, slept)).toHaveCount(0);
  await act('snooze in German', choose('h', 'übermorgen 16 Uhr'), 'snoozed until');
  await act('archive', press('y'), 'archived');
  // Undone: it is back, and the keyboard is where it was.
  const back = await act('undo', press('e'), 'resolved');
  await expect(rowOf(page, back)).toHaveCount(0);
  await keyboard.press('z');
  await expect(rowOf(page, back)).toBeVisible();

  // What leaves it where it is keeps the keyboard there; pinned ones rise.
  await act('pin', press('s'), 'pinned');
  await expect(rows(page).first()).toHaveAccessibleName(done.get('pin') ?? '');
  await expect(rows(page).first().getByRole('img', { name: 'Pinned' })).toBeVisible();
  await keyboard.press('j');
  await act('mute', press('m'), 'muted');
  await keyboard.press('j');
  await act('assign', choose('a', 'ben'), 'assigned to ben');
  await keyboard.press('j');
  await act('take', press('i'), 'assigned to maya');
  await keyboard.press('j');
  await act('new label', choose('l', 'VIP'), 'labelled VIP');
  await keyboard.press('j');
  await act('label', choose('l', 'vi', 'VIP'), 'labelled VIP');
  await keyboard.press('j');
  await act('priority', choose('p', 'urg'), 'priority Urgent');
  await keyboard.press('j');
  await act('read', press('Shift+I'), 'marked as read');
  await expect(rowOf(page, done.get('read') ?? '').getByRole('img', { name: /unread/ })).toHaveCount(0);
  await keyboard.press('j');
  await act('unread', press('Shift+I'), 'marked as read');
  await act('unread', press('u'), 'marked as unread');
  await keyboard.press('j');
  await act('more', choose('.', 'mute'), 'muted');

  // Opened, answered, resolved: the next one opens by itself.
  await keyboard.press('Enter');
  await expect(composerOf(page)).toBeFocused();
  await keyboard.press('Escape');
  await act('open', press('e'), 'resolved');

  // The other views are a key away; what is reopened leaves them.
  await keyboard.press('g');
  await keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Resolved' })).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();
  await act('reopen', press('Shift+E'), 'open again');
  await expect(rows(page)).toHaveCount(3);
  await keyboard.press('g');
  await keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'Snoozed' })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await keyboard.press('g');
  await keyboard.press('y');
  await expect(rows(page)).toHaveCount(1);

  // All of it is with the server.
  const on = (what: string) => done.get(what) ?? '';
  await expect(page.getByRole('button', { name: 'Outbox: 0 pending' })).toBeVisible();
  await until('the server to have it', async () => {
    const { conversations } = await onServer(team, 'maya', person);
    return conversations.get(on('archive'))?.archivedAt !== undefined;
  });
  const { conversations, marks } = await onServer(team, 'maya', person);
  const stateOf = (what: string) => conversations.get(on(what))?.state;
  expect(names).toHaveLength(conversations.size);
  const resolved = [...conversations].filter(([, { state }]) => state === 'resolved').map(([name]) => name);
  const wanted = ['resolve', 'resolve, next', 'resolve, previous', 'open']
    .map(on)
    .filter((name) => name !== on('reopen'));
  expect(resolved.toSorted()).toEqual(wanted.toSorted());
  expect(['snooze', 'snooze in German', 'snooze until they write'].map(stateOf)).toEqual(Array(3).fill('snoozed'));
  expect(conversations.get(on('snooze'))?.snoozedUntil).toBeGreaterThan(Date.now());
  expect(conversations.get(on('take'))?.assigneeId).toBe(person.userId);
  expect(conversations.get(on('assign'))?.assigneeId).not.toBe(person.userId);
  expect([on('new label'), on('label')].map((name) => conversations.get(name)?.tags)).toEqual([['VIP'], ['VIP']]);
  expect(conversations.get(on('priority'))?.priority).toBe('urgent');
  expect(marks.get(on('pin'))?.pinned).toBe(true);
  expect([marks.get(on('mute'))?.muted, marks.get(on('more'))?.muted]).toEqual([true, true]);
  expect([marks.get(on('read'))?.inboundNo, marks.get(on('unread'))?.unread]).toEqual([1, true]);
});

test('a snooze ends before the window closes, a reopened conversation is where one left it, and blocking is WhatsApp’s @wide', async ({
  team,
  openDesk,
}) => {
  const [name = ''] = await customersWrite(team, 1);
  const { page, person } = await openDesk('maya');
  await expect(rowOf(page, name)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rowOf(page, name).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('h');
  await page.getByRole('option', { name: /^Before the window closes/ }).click();
  await said(page, 'snoozed until');
  await page.getByRole('button', { name: 'More views' }).click();
  await page.getByRole('menuitem', { name: /^Snoozed 1/ }).click();
  await expect(rowOf(page, name)).toBeVisible();

  // Blocked at WhatsApp, not only here; the row says so once it has come back.
  await rowOf(page, name).getByRole('button').first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('.');
  await page.getByRole('option', { name: 'Block at WhatsApp' }).click();
  await expect(rowOf(page, name).getByRole('img', { name: 'Blocked' })).toBeVisible();
  await page.keyboard.press('z');
  await expect(rowOf(page, name).getByRole('img', { name: 'Blocked' })).toHaveCount(0);

  // Without the server it can't be done, and that is said.
  await person.link.setMode('cut');
  await page.keyboard.press('.');
  await page.getByRole('option', { name: 'Block at WhatsApp' }).click();
  await said(page, /can(no|’)t be reached|cannot be reached/);
});
