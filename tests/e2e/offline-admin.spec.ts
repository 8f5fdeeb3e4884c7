import type { Page } from '@playwright/test';
import type { AdminMutation, NewOperation } from '#shared/admin-mutation.ts';
import { newId, type LibraryItemId, type MutationId } from '#shared/ids.ts';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { signIn } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('without a network an admin revokes, renames, edits and lowers; then the revoke goes first, edits merge, a conflict asks, and rights are judged anew', async ({
  team,
  openDesk,
}) => {
  const [store, hotel] = team.accounts;
  const bo = await team.addPerson('bo', 'marketer');
  await team.admin.call('createIntegrationToken', { body: { accountId: idOf(store), name: 'Webshop' } });
  const replyId = await shareQuickReply(team);
  const { page, person } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  const go = (name: string) =>
    screen.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).press('Enter');
  await go('API keys');
  const row = screen.getByRole('listitem', { name: store?.name ?? '' });
  await expect(row.getByRole('button', { name: 'Revoke' })).toBeVisible();
  await go('People & roles');
  await expect(screen.getByRole('listitem', { name: 'bo' })).toBeVisible();
  await go('API keys');

  await person.link.setMode('refuse');
  await row.getByRole('button', { name: 'Revoke' }).press('Enter');
  await page.getByRole('button', { name: 'Revoke token' }).press('Enter');
  await expect(row.getByText('being revoked')).toBeVisible();
  await go('Accounts');
  await rename(page, store?.name ?? '', 'Shop');
  await rename(page, hotel?.name ?? '', 'Hotel by the sea');
  await go('People & roles');
  await screen.getByRole('listitem', { name: 'bo' }).getByRole('button').press('Enter');
  await screen.getByRole('radio', { name: /^Agent/ }).press(' ');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take rights away' }).press('Enter');
  await editQuickReply(page, 'We open at nine.');
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await go('Pending changes');
  await expect(screen).toContainText('On reconnect: 2 revokes or locks, 3 edits.');
  await expect(screen.getByRole('region', { name: 'Waiting' }).getByText('goes first')).toHaveCount(2);

  // Meanwhile somebody else names the hotel, and gives the quick reply another shortcut.
  await act(team, {
    type: 'account.edit',
    accountId: idOf(hotel),
    field: 'name',
    base: hotel?.name ?? '',
    value: 'Inn',
  });
  await save(team, replyId, 1, 'opening');
  await person.link.setMode('pass');
  const conflict = screen.getByRole('region', { name: /^Conflict/ });
  await expect(conflict).toBeVisible();
  await expect(conflict).toContainText('Hotel by the sea');
  await expect(conflict).toContainText('Inn');
  await expect(screen.getByRole('region', { name: 'Waiting' })).toBeHidden();
  const names = async () => (await team.admin.call('listIntegrations')).data.map(({ name }) => name);
  expect(await names()).toEqual(expect.arrayContaining(['Shop', 'Inn']));
  expect((await team.admin.call('listIntegrationTokens')).data).toEqual([]);
  expect((await team.admin.call('listUsers')).users.find(({ id }) => id === bo.userId)?.role).toBe('agent');
  expect(await quickReply(team, replyId)).toMatchObject({ shortcut: 'opening', text: 'We open at nine.' });

  await conflict.getByRole('button', { name: 'Edit…' }).press('Enter');
  await conflict.getByLabel('Another value').fill('Inn by the sea');
  await page.keyboard.press('Enter');
  await expect(screen.getByText('Nothing is waiting')).toBeVisible();
  await until('the decision to be applied', async () => (await names()).includes('Inn by the sea'));

  // The revoke was applied before the edits that were made with it, and the log is unbroken.
  const { entries } = await team.admin.call('audit', { query: { limit: 100, actorId: person.userId } });
  const acts = entries.map(({ action }) => action).toReversed();
  expect(acts.findIndex((action) => action.includes('token'))).toBeGreaterThan(-1);
  expect(acts.findIndex((action) => action.includes('token'))).toBeLessThan(
    acts.findIndex((action) => action.startsWith('account.')),
  );
  expect((await team.admin.call('verifyAudit')).fault).toBeNull();

  // Who lost their rights while away is told so; nothing is done, and the attempt is in the log.
  await go('Accounts');
  await expect(screen.getByRole('listitem', { name: 'Shop' })).toBeVisible();
  await person.link.setMode('refuse');
  await rename(page, 'Shop', 'Not allowed any more');
  await team.admin.call('updateUser', { params: { id: person.userId }, body: { role: 'marketer' } });
  await person.link.setMode('pass');
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Email' }).fill('ada@parley.example');
  await signIn(page, 'ada@parley.example', person.password);
  await page.getByRole('button', { name: /^Admin, 1/ }).click();
  await expect(screen).toContainText('refused');
  expect(await names()).toContain('Shop');
});

const idOf = (account: { id: string } | undefined) => account?.id as NonNullable<Team['accounts'][number]>['id'];

async function rename(page: Page, from: string, to: string): Promise<void> {
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('listitem', { name: from }).getByRole('button').press('Enter');
  await screen.getByLabel('What the team calls it').fill(to);
  await page.keyboard.press('Enter');
  await expect(screen.getByRole('heading', { name: to })).toBeVisible();
  await screen.getByRole('button', { name: 'Accounts' }).last().press('Enter');
  await expect(screen.getByRole('listitem', { name: to })).toContainText('pending');
}

async function editQuickReply(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('main', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Quick replies' }).press('Enter');
  await settings.getByRole('button', { name: /Opening hours/ }).press('Enter');
  await settings.getByRole('textbox', { name: 'Text' }).fill(text);
  await settings.getByRole('button', { name: 'Save', exact: true }).press('Enter');
}

async function act(team: Team, operation: NewOperation): Promise<void> {
  const mutation = { ...operation, id: newId<MutationId>(), madeAt: Date.now() } as AdminMutation;
  const { results } = await team.admin.call('mutate', { body: { mutations: [mutation] } });
  expect(results[0]?.status).toBe('applied');
}

const content = (shortcut: string) => ({
  kind: 'quickReply' as const,
  shortcut,
  title: 'Opening hours',
  text: 'We open at eight.',
  media: null,
});

async function shareQuickReply(team: Team): Promise<LibraryItemId> {
  const itemId = newId<LibraryItemId>();
  await save(team, itemId, 0, 'hours');
  return itemId;
}

async function save(team: Team, itemId: LibraryItemId, expected: number, shortcut: string): Promise<void> {
  const mutation = {
    id: newId<MutationId>(),
    type: 'library.save' as const,
    itemId,
    expected,
    shared: true,
    content: content(shortcut),
  };
  const { results } = await team.admin.call('mutate', { body: { mutations: [mutation] } });
  expect(results[0]?.status).toBe('applied');
}

async function quickReply(team: Team, id: LibraryItemId): Promise<{ shortcut: string; text: string } | undefined> {
  return (await team.admin.call('listQuickReplies')).data.find((reply) => reply.id === id);
}
