import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AdminMutation, NewOperation } from '#shared/admin-mutation.ts';
import { type Operation, planOf } from '#shared/admin-operation.ts';
import type { Account } from '#shared/account.ts';
import type { AuditEntry } from '#shared/audit-entry.ts';
import { type LibraryItemId, newId, type MutationId } from '#shared/ids.ts';
import type { QuickReply } from '#shared/library.ts';
import { until } from '../support/deadline.ts';
import { readConversations, readThread } from '../support/desktop-view.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { readServer } from '../support/server-truth.ts';
import { type Person, startTeam, type Team } from '../support/team.ts';

// The admin's day on a train (features.md §3.6), through real processes: her desktop is cut off, killed and started
// again; meanwhile a second admin goes on, and takes rights away from her.

const folder = makeFolder('operations');
let team: Team;
let ana: Person;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'operations' });
  ana = await team.addPerson('ana', 'superadmin');
});
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

/** From here on the log says that somebody was offline. */
const offlineFromMs = 5000;
const queue = (): Promise<Operation[]> => ana.desktop.api.operations.list();
const make = (operation: NewOperation) => ana.desktop.api.operations.make(operation);
const accountsNow = async (): Promise<Account[]> => (await readServer(team.admin)).accounts;
const nameOf = async ({ id }: Account): Promise<string | undefined> =>
  (await accountsNow()).find((account) => account.id === id)?.name;
const rename = ({ id, name }: Account, value: string): NewOperation => ({
  type: 'account.edit',
  accountId: id,
  field: 'name',
  base: name,
  value,
});
const entriesOf = async (actorId: string): Promise<AuditEntry[]> =>
  (await team.admin.call('audit', { query: { limit: 100 } })).entries.filter((entry) => entry.actorId === actorId);

it('§3.6 revokes first, merges what differs, asks about one field, refuses what is above her now, and logs both times', async () => {
  const [shop, hotel] = team.accounts as [Account, Account];
  const { id: carlId } = await team.admin.call('createUser', {
    body: { name: 'Carl', email: 'carl@parley.example', password: 'a password of carl', role: 'superadmin' },
  });
  await team.admin.call('createIntegrationToken', { body: { accountId: shop.id, name: 'Webshop' } });
  const [token] = (await team.admin.call('listIntegrationTokens')).data;
  if (token === undefined) throw new Error('there is no token');
  const itemId = newId<LibraryItemId>();
  const hours: QuickReply = {
    kind: 'quickReply',
    shortcut: 'hours',
    title: 'Hours',
    text: 'Nine to five',
    media: null,
  };
  const saveHours = async (expected: number, content: QuickReply): Promise<void> => {
    const mutation = {
      id: newId<MutationId>(),
      type: 'library.save' as const,
      itemId,
      expected,
      shared: true,
      content,
    };
    await team.admin.call('mutate', { body: { mutations: [mutation] } });
  };
  await saveHours(0, hours);
  await team.simulator.write({ waId: '13125550101', phoneNumberId: shop.phoneNumberId, text: 'open?' });
  await ana.desktop.start();
  const { api } = ana.desktop;
  const row = await until('the customer in the list', async () => (await readConversations(api))[0]);
  const [question] = await readThread(api, row.id);
  await until('the quick reply on the desktop', async () => (await api.library.get()).items.length === 1);

  // In the tunnel.
  await ana.link.setMode('refuse');
  await api.messages.send({
    conversationId: row.id,
    content: { type: 'text', text: 'until six' },
    replyTo: null,
    basedOn: question?.id ?? null,
  });
  await make(rename(shop, 'Shop'));
  await make(rename(hotel, 'Hotel by the sea'));
  await api.library.save({ itemId, expected: 1, shared: true, content: { ...hours, text: 'Ten to six' }, base: hours });
  await make({ type: 'user.lower', userId: carlId, base: 'superadmin', role: 'agent' });
  await make({ type: 'token.revoke', accountId: shop.id, tokenId: token.id });
  await ana.desktop.kill();
  await ana.desktop.start();
  const made = await queue();
  expect(planOf(made)).toEqual({ revokes: 2, edits: 3, conflictsLikely: 0, held: 0, toDecide: 0 });

  // Meanwhile.
  const mutation = { ...rename(hotel, 'Inn'), id: newId<MutationId>(), madeAt: Date.now() } as AdminMutation;
  await team.admin.call('mutate', { body: { mutations: [mutation] } });
  await saveHours(1, { ...hours, shortcut: 'opening' });
  await team.admin.call('updateUser', { params: { id: ana.userId }, body: { role: 'admin' } });
  const lastMade = Math.max(...made.map(({ madeAt }) => madeAt));
  await until('some time in the tunnel', async () => Date.now() - lastMade > offlineFromMs);

  // Out of it: her session ended with her old rights; she signs in again, and nothing she did is gone.
  const over = new Promise((resolve) => ana.desktop.on('signedOut', resolve));
  await ana.link.setMode('pass');
  expect(await over).toMatchObject({ reason: 'expired' });
  await ana.desktop.ask({ act: 'signIn', email: 'ana@parley.example', password: ana.password });
  const left = await until('everything to be answered', async () => {
    const operations = await queue();
    return operations.every(({ state }) => state === 'conflict' || state === 'refused') ? operations : undefined;
  });
  expect(left.map(({ type, state }) => [type, state])).toEqual([
    ['account.edit', 'conflict'],
    ['user.lower', 'refused'],
  ]);
  expect(left[0]?.conflict).toMatchObject({ field: 'name', mine: 'Hotel by the sea', theirs: 'Inn', base: hotel.name });
  expect(left[1]?.error?.message).toContain('above your own');
  expect((await team.admin.call('listIntegrationTokens')).data).toEqual([]);
  expect([await nameOf(shop), await nameOf(hotel)]).toEqual(['Shop', 'Inn']);
  expect((await team.admin.call('listQuickReplies')).data).toMatchObject([{ shortcut: 'opening', text: 'Ten to six' }]);
  expect((await team.admin.call('listUsers')).users.find(({ id }) => id === carlId)?.active).toBe(true);

  // The log: the revoke before the edits and the message, both times and her desktop, and the attempt.
  const entries = (await entriesOf(ana.userId)).toReversed();
  const ofOperations = entries.filter(({ madeAt }) => madeAt !== null);
  expect(ofOperations.map(({ action }) => action).toSorted()).toEqual(
    ['account.updated', 'library.saved', 'operation.refused', 'token.revoked'].toSorted(),
  );
  const madeAts = new Set(made.map(({ madeAt }) => madeAt));
  for (const entry of ofOperations) {
    expect(madeAts.has(entry.madeAt ?? 0), entry.action).toBe(true);
    expect(entry.at - (entry.madeAt ?? 0)).toBeGreaterThan(offlineFromMs);
    expect(entry.details).toMatchObject({ client: 'ana' });
  }
  const revoked = ofOperations.find(({ action }) => action === 'token.revoked');
  const renamed = ofOperations.find(({ action }) => action === 'account.updated');
  expect(revoked?.seq).toBeLessThan(renamed?.seq ?? 0);
  expect(renamed).toMatchObject({ target: shop.id, details: { field: 'name', from: shop.name, to: 'Shop' } });
  const reply = await until('the reply at the server', async () =>
    (await readServer(team.admin)).messages.find(({ direction }) => direction === 'outbound'),
  );
  expect(revoked?.at).toBeLessThanOrEqual(reply.at);

  // She decides.
  await api.operations.decide({ mutationId: left[0]?.mutationId ?? '', decision: 'mine' });
  await api.operations.decide({ mutationId: left[1]?.mutationId ?? '', decision: 'theirs' });
  await until('her decision to be applied', async () => (await nameOf(hotel)) === 'Hotel by the sea');
  await until('an empty queue', async () => (await queue()).length === 0);
  expect((await entriesOf(ana.userId))[0]).toMatchObject({ details: { decided: 'mine', from: 'Inn' } });
  expect((await team.admin.call('verifyAudit')).fault).toBeNull();
});
