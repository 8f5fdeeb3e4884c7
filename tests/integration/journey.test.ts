import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import { tickOf } from '#shared/message.ts';
import { until } from '../support/deadline.ts';
import { readConversations, readThread } from '../support/desktop-view.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';

// Messages through real processes: simulator → backend → an agent's workspace and back.

const folder = makeFolder('journey');
let team: Team;
let maya: Person;
let omar: Person;

beforeAll(async () => {
  team = await startTeam({
    folder,
    seed: 'journey',
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1', '--webhook-retry-scale=0.1'],
  });
  maya = await team.addPerson('maya');
  omar = await team.addPerson('omar');
  await Promise.all([maya.desktop.start(), omar.desktop.start()]);
});

afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

const phoneNumberId = (): string => team.accounts[0]?.phoneNumberId ?? '';
const write = (waId: string, text: string): Promise<string> =>
  team.simulator.write({ waId, phoneNumberId: phoneNumberId(), text });
const rowOf = (person: Person, waId: string): Promise<ConversationRow> =>
  until(`${waId} in the list of ${person.desktop.name}`, async () =>
    (await readConversations(person.desktop.api)).find((row) => row.contactHandle === waId),
  );
const messageOf = (person: Person, row: ConversationRow, text: string): Promise<ThreadMessage> =>
  until(`"${text}" on the desktop of ${person.desktop.name}`, async () =>
    (await readThread(person.desktop.api, row.id)).find(
      (message) => message.content.type === 'text' && message.content.text === text,
    ),
  );
const reply = (person: Person, { id }: ConversationRow, text: string, basedOn: ThreadMessage): Promise<ThreadMessage> =>
  person.desktop.api.messages.send({
    conversationId: id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: basedOn.id,
  });
const acceptedTexts = async (waId: string): Promise<unknown[]> =>
  (await team.simulator.ledger()).sends.filter((send) => send.waId === waId).map(({ body }) => body);

it('R-1 R-5 what a customer writes is in every agent’s store, unread, in the order it was written', async () => {
  const texts = ['first', 'second', 'third'].map((text) => `${text} question`);
  for (const text of texts) await write('13125550101', text);
  for (const person of [maya, omar]) {
    const row = await rowOf(person, '13125550101');
    await messageOf(person, row, 'third question');
    const thread = await readThread(person.desktop.api, row.id);
    expect(thread.map(({ content }) => (content.type === 'text' ? content.text : ''))).toEqual(texts);
    expect(await rowOf(person, '13125550101')).toMatchObject({ unread: 3, inboundCount: 3 });
  }
});

it('R-6 R-3 a reply reaches the customer once, and its ticks go to read on every desktop', async () => {
  await write('13125550102', 'are you open?');
  const row = await rowOf(maya, '13125550102');
  const sent = await reply(maya, row, 'until six', await messageOf(maya, row, 'are you open?'));
  expect(sent.outbox).toMatchObject({ state: 'pending' });
  for (const person of [maya, omar]) {
    await until(`the tick of ${person.desktop.name} at read`, async () => {
      const message = await messageOf(person, row, 'until six');
      return tickOf(message) === 'read' && message.outbox === null;
    });
  }
  expect(await acceptedTexts('13125550102')).toEqual(['until six']);
});

it('R-5 R-6 replies written while the backend is down go out in order, once, when it is back', async () => {
  await write('13125550103', 'anybody there?');
  const row = await rowOf(maya, '13125550103');
  const question = await messageOf(maya, row, 'anybody there?');
  await messageOf(omar, row, 'anybody there?');
  await team.backend.kill();
  const texts = ['one', 'two', 'three'];
  for (const text of texts) await reply(maya, row, text, question);
  await write('13125550103', 'hello??');
  await team.startBackend();
  await until('the three replies at WhatsApp', async () => (await acceptedTexts('13125550103')).length >= 3);
  await messageOf(maya, row, 'hello??');
  await messageOf(omar, row, 'hello??');
  expect(await acceptedTexts('13125550103')).toEqual(texts);
});

it('ruling 49 an answer written offline is held back when a colleague answered meanwhile, and nothing goes twice', async () => {
  await write('13125550104', 'how much is it?');
  const row = await rowOf(omar, '13125550104');
  const question = await messageOf(omar, row, 'how much is it?');
  await messageOf(maya, row, 'how much is it?');
  await omar.link.setMode('cut');
  await reply(omar, row, 'forty, from omar', question);
  await reply(maya, row, 'forty, from maya', question);
  await until('maya’s answer at WhatsApp', async () => (await acceptedTexts('13125550104')).length > 0);
  await omar.link.setMode('pass');

  const refused = await until('the stale-reply card', async () =>
    (await omar.desktop.api.outbox.list()).find(({ state }) => state === 'rejected'),
  );
  expect(refused.error).toMatchObject({ code: 'stale_reply' });
  await messageOf(omar, row, 'forty, from maya');
  expect(await acceptedTexts('13125550104')).toEqual(['forty, from maya']);

  const { text } = await omar.desktop.api.messages.takeBack({ mutationId: refused.mutationId });
  expect(text).toBe('forty, from omar');
  expect(await omar.desktop.api.outbox.list()).toEqual([]);
  expect(await acceptedTexts('13125550104')).toEqual(['forty, from maya']);
});

it('T-3 a reply that its desktop acknowledged survives kill -9 of that desktop', async () => {
  await write('13125550105', 'still there?');
  const row = await rowOf(maya, '13125550105');
  const question = await messageOf(maya, row, 'still there?');
  await maya.link.setMode('cut');
  await reply(maya, row, 'yes, still here', question);
  await maya.desktop.kill();
  await maya.link.setMode('pass');
  await maya.desktop.start();
  await until('the reply at WhatsApp', async () => (await acceptedTexts('13125550105')).length > 0);
  await messageOf(omar, row, 'yes, still here');
  expect(await acceptedTexts('13125550105')).toEqual(['yes, still here']);
});

it('R-6 a message whose answer was lost is never sent again by itself, and shows what its status says', async () => {
  await write('13125550106', 'did it arrive?');
  const row = await rowOf(maya, '13125550106');
  const question = await messageOf(maya, row, 'did it arrive?');
  await team.simulator.setFaults({ timeoutAfterAccept: 'close', timeoutCount: 1 });
  await reply(maya, row, 'it did', question);
  await until('the tick at read although no answer came', async () => {
    return tickOf(await messageOf(maya, row, 'it did')) === 'read';
  });
  await team.simulator.clearFaults();
  expect(await acceptedTexts('13125550106')).toEqual(['it did']);
});
