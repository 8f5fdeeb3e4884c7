import type { Page } from '@playwright/test';
import { newId, UserId, type LibraryItemId, type TeamId } from '#shared/ids.ts';
import { expect, rowOf, test } from './fixtures.ts';
import { customersWrite, rows, said } from './inbox.ts';

/** By its name in the palette. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+K');
  const field = page.getByRole('combobox', { name: 'Search commands and conversations' });
  await expect(field).toBeFocused();
  await field.fill(command);
  await page.keyboard.press('Enter');
}

test('what the list shows is saved as a view with its count, found by name, changed, shared and deleted', async ({
  team,
  openDesk,
}) => {
  const names = await customersWrite(team, 6);
  const { page } = await openDesk('maya');
  await expect(page.getByRole('tab', { name: /^All/ })).toContainText('6');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page).first().getByRole('button').first()).toBeFocused();

  // Two are labelled, one of them is read.
  for (const step of [0, 1]) {
    if (step === 1) await page.keyboard.press('j');
    await page.keyboard.press('l');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('VIP');
    await page.keyboard.press('Enter');
    await said(page, 'labelled VIP');
    await expect(rows(page).nth(step)).toContainText('VIP');
  }
  await page.keyboard.press('Shift+I');
  await said(page, 'marked as read');

  // A chip narrows the list; what is left becomes a view.
  const chips = page.getByRole('group', { name: 'Filters' });
  await chips.getByRole('button', { name: 'Unread' }).click();
  await expect(rows(page)).toHaveCount(5);
  await chips.getByRole('button', { name: 'Waiting on us' }).click();
  await page.getByRole('button', { name: 'Save as a view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await expect(dialog.getByRole('textbox', { name: 'Filter' })).toHaveValue('is:open is:unread is:waiting');
  await dialog.getByRole('textbox', { name: 'Filter' }).fill('is:open (label:vip OR is:nothing)');
  await expect(dialog).toContainText('At 23: “is:nothing” is not known.');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Filter' }).fill('is:open label:vip is:unread');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Important');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Important' })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('tab', { name: 'Important' })).toContainText('1');

  // It follows what happens.
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  await page.getByRole('textbox', { name: 'Filter' }).fill('is:open label:vip');
  await page.getByRole('textbox', { name: 'Name' }).fill('VIPs');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'VIPs' })).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  const [first] = await rows(page).all();
  const gone = (await first?.getAttribute('aria-label')) ?? '';
  await first?.getByRole('button').first().focus();
  await page.keyboard.press('e');
  await expect(rowOf(page, gone)).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'VIPs' })).toContainText('1');

  // Elsewhere, and back by name.
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await run(page, 'View: VIPs');
  await expect(page.getByRole('heading', { name: 'VIPs' })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'More views' }).click();
  await expect(page.getByRole('menuitem', { name: /^VIPs/ })).toContainText('1');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await said(page, 'View deleted: VIPs');
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await expect(rows(page)).toHaveCount(names.length - 1);
});

test('a view that is shared stands in the lists of the whole team, and only who may share may change it @wide', async ({
  team,
  openDesk,
}) => {
  await customersWrite(team, 3);
  const agent = await openDesk('maya');
  await expect(agent.page.getByRole('tab', { name: /^All/ })).toContainText('3');
  const [number] = team.accounts;
  await team.admin.call('mutate', {
    body: {
      mutations: [
        {
          id: newId(),
          type: 'library.save',
          itemId: newId<LibraryItemId>(),
          expected: 0,
          shared: true,
          content: {
            kind: 'savedView',
            name: 'First number',
            query: `account:"${number?.name ?? ''}"`,
            sort: 'newest',
          },
        },
      ],
    },
  });
  await agent.page.getByRole('button', { name: 'More views' }).click();
  await agent.page.getByRole('menuitem', { name: /^First number/ }).click();
  await expect(agent.page.getByRole('heading', { name: 'First number' })).toBeVisible();
  await expect(rows(agent.page)).toHaveCount(3);
  await expect(agent.page.getByRole('button', { name: 'This view' })).toHaveCount(0);
});

test('a team is a view of who is in it, offline too; whose the conversations are and who is in it is followed @wide', async ({
  team,
  openDesk,
}) => {
  const names = await customersWrite(team, 4);
  const ben = await team.addPerson('ben');
  const { page, person } = await openDesk('maya');
  const [mine, theirs] = [UserId.parse(person.userId), UserId.parse(ben.userId)];
  const settle = (before: UserId[] | null, after: UserId[]) => {
    const line = (memberIds: UserId[]) => [{ id: teamId, name: 'Second line', memberIds }];
    const edit = { field: 'teams' as const, base: before === null ? [] : line(before), value: line(after) };
    return team.admin.call('updateCompany', { body: { edits: [edit] } });
  };
  const teamId = newId<TeamId>();
  await settle(null, [mine]);
  await expect(page.getByRole('tab', { name: /^All/ })).toContainText('4');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(
    rowOf(page, names[0] ?? '')
      .getByRole('button')
      .first(),
  ).toBeFocused();
  for (const [index, who] of [
    [0, 'maya'],
    [1, 'ben'],
  ] as const) {
    if (index > 0) await page.keyboard.press('j');
    await page.keyboard.press('a');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(who);
    await page.keyboard.press('Enter');
    await said(page, `assigned to ${who}`);
  }

  await page.getByRole('button', { name: 'More views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Second line' })).toContainText('1');
  await page.getByRole('menuitem', { name: 'Second line' }).click();
  await expect(page.getByRole('heading', { name: 'Second line' })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(rowOf(page, names[0] ?? '')).toBeVisible();
  await settle([mine], [mine, theirs]);
  await expect(rows(page)).toHaveCount(2);
  await expect(rowOf(page, names[1] ?? '')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Second line' })).toContainText('2');

  // Elsewhere, and back by name, without a network; nobody is in a team that does not exist.
  await person.link.setMode('refuse');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(rows(page)).toHaveCount(4);
  await run(page, 'Team: Second line');
  await expect(page.getByRole('heading', { name: 'Second line' })).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('combobox', { name: 'Search people and messages' }).fill('hello team:second');
  await expect(page.getByRole('option')).toHaveCount(2);
});
