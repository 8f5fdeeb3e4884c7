import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import type { PersonPresence } from '#shared/presence.ts';
import { until } from '../support/deadline.ts';
import { readConversations, readThread } from '../support/desktop-view.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';

// Two agents' desktops and the real server between them: what one does, the other sees, and only while it is true.

const folder = makeFolder('presence');
let team: Team;
let maya: Person;
let ben: Person;
let row: ConversationRow;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'presence', simulatorFlags: ['--read-rate=0'] });
  [maya, ben] = [await team.addPerson('maya'), await team.addPerson('ben')];
  await Promise.all([maya.desktop.start(), ben.desktop.start()]);
  await customerWrites('Where is my lamp?');
  row = await until('the conversation', async () => (await readConversations(ben.desktop.api))[0]);
  await until('it on the other desktop', async () => (await readConversations(maya.desktop.api))[0]);
});

afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const customerWrites = async (text: string): Promise<void> => {
  const [customer] = team.simulator.company.customers;
  const to = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  await team.simulator.write({ ...to, text });
};
const seenBy = async (person: Person, other: Person): Promise<PersonPresence | undefined> =>
  (await person.desktop.api.presence.get()).people.find(({ userId }) => userId === other.userId);
const sees = (what: string, person: Person, other: Person, check: (seen: PersonPresence) => boolean) =>
  until(what, async () => {
    const seen = await seenBy(person, other);
    return seen !== undefined && check(seen) ? seen : null;
  });
const newest = async (person: Person): Promise<ThreadMessage['id'] | null> =>
  (await readThread(person.desktop.api, row.id)).findLast(({ outbox }) => outbox === null)?.id ?? null;
const send = (person: Person, text: string, basedOn: ThreadMessage['id'] | null): Promise<ThreadMessage> =>
  person.desktop.api.messages.send({
    conversationId: row.id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn,
  });
const atWhatsApp = async (): Promise<unknown[]> => (await team.simulator.ledger()).sends.map(({ body }) => body);
const rejected = (person: Person) =>
  until('the refusal', async () => (await person.desktop.api.outbox.list()).find(({ state }) => state === 'rejected'));

it('pain 20: a colleague’s view and typing are seen, and gone when their desktop is', async () => {
  await maya.desktop.api.presence.viewing({ conversationId: row.id });
  await maya.desktop.api.presence.typing({ conversationId: row.id, mode: 'note' });
  const seen = await sees('maya typing', ben, maya, ({ typing }) => typing.length > 0);
  expect(seen).toMatchObject({
    status: 'online',
    viewing: [{ conversationId: row.id, leftAt: null }],
    typing: [{ conversationId: row.id, mode: 'note' }],
    leases: [],
  });
  await maya.desktop.kill();
  await until('maya gone', async () => (await seenBy(ben, maya)) === undefined);
  await maya.desktop.start();
  await sees('maya back', ben, maya, () => true);
});

it('features D: an answer that a colleague is typing is asked about; who overrides has it', async () => {
  await maya.desktop.api.presence.typing({ conversationId: row.id, mode: 'reply' });
  await sees('maya’s lease', ben, maya, ({ leases }) => leases.length > 0);
  await expect(ben.desktop.api.presence.lease({ conversationId: row.id, act: 'claim' })).rejects.toMatchObject({
    code: 'lease_held',
    details: { userId: maya.userId },
  });

  await send(ben, 'Which lamp?', await newest(ben));
  const asked = await rejected(ben);
  expect(asked.error).toMatchObject({ code: 'lease_held' });
  expect(await atWhatsApp()).toEqual([]);
  await ben.desktop.api.messages.sendAnyway({ mutationId: asked.mutationId });
  await until('the reply at WhatsApp', async () => (await atWhatsApp()).length === 1);
  const taken = await sees('ben’s lease', maya, ben, ({ leases }) => leases.length > 0);
  expect(taken.leases).toMatchObject([{ conversationId: row.id }]);
  const { entries } = await team.admin.call('audit', { query: { limit: 50 } });
  expect(entries.filter(({ action }) => action === 'conversation.lease_overridden')).toMatchObject([
    { actorId: ben.userId, target: row.id, details: { from: maya.userId, by: 'send' } },
  ]);
});

it('what is written without a line asks nobody who is answering, and goes out as it does today', async () => {
  await ben.desktop.api.presence.lease({ conversationId: row.id, act: 'claim' });
  await sees('ben’s lease', maya, ben, ({ leases }) => leases.length > 0);
  await until('ben’s reply on maya’s desktop', async () => (await readThread(maya.desktop.api, row.id)).length > 1);
  const basedOn = await newest(maya);
  await maya.link.setMode('cut');
  await until('nobody to be seen', async () => !(await maya.desktop.api.presence.get()).live);
  expect((await maya.desktop.api.presence.get()).people).toEqual([]);
  await send(maya, 'From the train', basedOn);
  await maya.link.setMode('pass');
  await until('it at WhatsApp', async () => (await atWhatsApp()).includes('From the train'));
  await sees('ben again', maya, ben, ({ leases }) => leases.length > 0);
});

it('everything is said anew to a server that has started again', async () => {
  await maya.desktop.api.presence.setStatus({ status: 'dnd' });
  await maya.desktop.api.presence.viewing({ conversationId: row.id });
  await team.backend.kill();
  await until('nobody to be seen', async () => !(await ben.desktop.api.presence.get()).live);
  await team.startBackend();
  const seen = await sees('maya as before', ben, maya, ({ status, viewing }) => status === 'dnd' && viewing.length > 0);
  expect(seen.viewing).toMatchObject([{ conversationId: row.id, leftAt: null }]);
});

it('S-46 whoever is deactivated is not there any more', async () => {
  await team.signInAdmin();
  await team.admin.call('updateUser', { params: { id: maya.userId }, body: { active: false } });
  await until('maya gone', async () => (await seenBy(ben, maya)) === undefined);
});
