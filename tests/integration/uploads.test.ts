import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationId } from '#shared/ids.ts';
import type { LocalFile } from '#shared/upload.ts';
import { until } from '../support/deadline.ts';
import { readConversations, readThread } from '../support/desktop-view.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';

// Files on their way from a desktop to a customer: each message once, whatever dies in between.

const folder = makeFolder('uploads');
const picture = join(root, 'src-simulator/media/samples/parcel.jpg');
let team: Team;
let maya: Person;
let conversationId: ConversationId;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'uploads' });
  maya = await team.addPerson('maya');
  const [account] = team.accounts;
  const [customer] = team.simulator.company.customers;
  await team.simulator.write({
    waId: customer?.waId ?? '',
    phoneNumberId: account?.phoneNumberId ?? '',
    text: 'May I see it?',
  });
  await maya.desktop.start();
  conversationId = await until('the conversation', async () => (await readConversations(maya.desktop.api))[0]?.id);
});
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

async function attach(): Promise<LocalFile> {
  const answer = await maya.desktop.ask({ act: 'attach', conversationId, path: picture });
  // What `uploads.take` answers.
  const { files, refused } = answer as { files: LocalFile[]; refused: string[] };
  expect(refused).toEqual([]);
  const [file] = files;
  if (file === undefined) throw new Error('nothing was attached');
  return file;
}

function sendPicture({ mediaId: id, mimeType, filename }: LocalFile, caption: string) {
  const media = { id, mimeType, filename };
  const content = { type: 'media' as const, kind: 'image' as const, media, caption, voice: false };
  return maya.desktop.api.messages.send({ conversationId, content, replyTo: null, basedOn: null });
}

const sendsOf = async (caption: string) =>
  (await team.simulator.ledger()).sends.filter(({ body }) => JSON.stringify(body).includes(caption));

it('a picture waits offline, goes out with its caption, in its place, and the file keeps its id', async () => {
  await maya.link.setMode('refuse');
  const file = await attach();
  const { id } = await sendPicture(file, 'Here it is');
  const text = { type: 'text' as const, text: 'Do you like it?' };
  await maya.desktop.api.messages.send({ conversationId, content: text, replyTo: null, basedOn: null });
  await maya.link.setMode('pass');
  await until('both at the customer', async () => (await team.simulator.ledger()).sends.length === 2);
  expect((await team.simulator.ledger()).sends.map(({ type }) => type)).toEqual(['image', 'text']);
  const mine = await until('the message from the server', async () => {
    const found = (await readThread(maya.desktop.api, conversationId)).find((message) => message.id === id);
    return found?.outbox === null ? found : undefined;
  });
  expect(mine.content).toMatchObject({ type: 'media', caption: 'Here it is', media: { id: file.mediaId } });
  expect(await maya.desktop.api.uploads.inDraft({ conversationId })).toEqual([]);
});

it('killed between the upload and the send, it goes out once', async () => {
  await maya.desktop.stop();
  await maya.desktop.start({ crashAt: 'before-mutations-post' });
  const file = await attach();
  await sendPicture(file, 'Only once').catch(() => undefined);
  await maya.desktop.child().ended;
  expect(await sendsOf('Only once')).toHaveLength(0);
  await maya.desktop.start();
  await until('it at the customer', async () => (await sendsOf('Only once')).length > 0);
  await until('an empty outbox', async () => (await maya.desktop.api.outbox.list()).length === 0);
  expect(await sendsOf('Only once')).toHaveLength(1);
});

it('killed while the server can’t be reached, the file is still there and goes out once', async () => {
  await maya.link.setMode('refuse');
  const file = await attach();
  await sendPicture(file, 'After the storm');
  await maya.desktop.kill();
  await maya.desktop.start();
  const [left] = await maya.desktop.api.outbox.list();
  expect(left?.mutation).toMatchObject({ type: 'message.send', content: { caption: 'After the storm' } });
  await maya.link.setMode('pass');
  await until('it at the customer', async () => (await sendsOf('After the storm')).length > 0);
  expect(await sendsOf('After the storm')).toHaveLength(1);
});

it('what was attached and not sent is still in the draft after a kill', async () => {
  const file = await attach();
  await maya.desktop.kill();
  await maya.desktop.start();
  expect(await maya.desktop.api.uploads.inDraft({ conversationId })).toEqual([file]);
  await maya.desktop.api.uploads.discard({ mediaId: file.mediaId });
  expect(await maya.desktop.api.uploads.inDraft({ conversationId })).toEqual([]);
});
