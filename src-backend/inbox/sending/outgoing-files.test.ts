import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Media } from '#shared/content.ts';
import { type ConversationId, type MediaId, newId, type TenantId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import type { CallOutcome } from '../../whatsapp/cloud-api.client.ts';
import { FakeGraph, refuse } from '../../testing/fake-graph.ts';
import { type SignedIn, TestApp } from '../../testing/test-app.ts';
import { connectNumber, conversationsOf, messagesOf, postWebhook, sent } from '../../testing/test-inbox.ts';
import { anInbound } from '../../testing/webhook-bodies.ts';
import { InboxSending } from './inbox-sending.ts';
import { OutgoingFiles } from './outgoing-files.ts';

const file = (change: Partial<Media> = {}): Media => ({
  id: newId<MediaId>(),
  mimeType: 'image/png',
  filename: 'box.png',
  size: 5000,
  sha256: null,
  state: 'ready',
  ...change,
});

let graph: FakeGraph;
let test: TestApp;
let maya: SignedIn;
let tenantId: TenantId;
let conversationId: ConversationId;
let kept: Media[];
let uploads: { id: string; again: boolean }[];
let answers: CallOutcome<{ metaId: string }>[];

beforeEach(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url });
  tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
  await postWebhook(test, anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000) }));
  conversationId = (await conversationsOf(test, maya))[0]?.id as ConversationId;
  kept = [];
  uploads = [];
  answers = [];
  test.app.get(OutgoingFiles, { strict: false }).keptBy({
    find: async (_db, _tenantId, ids) => kept.filter(({ id }) => ids.includes(id)),
    open: async () => null,
    upload: async (_sender, _accountId, id, again) => {
      uploads.push({ id, again });
      return answers.shift() ?? { kind: 'done', value: { metaId: `90${uploads.length}` } };
    },
  });
});
afterEach(async () => {
  await test.close();
  await graph.stop();
});

const send = async (content: object): Promise<Message> => {
  const sending = test.app.get(InboxSending, { strict: false });
  const order = {
    tenantId,
    conversationId,
    origin: { kind: 'queue' as const },
    content: OutgoingContent.parse(content),
  };
  return (await sending.send(order)).message;
};
const picture = (media: Media, more: object = {}) => ({
  type: 'media',
  kind: 'image',
  media: { id: media.id },
  ...more,
});
const outcome = async () => (await messagesOf(test, maya)).at(-1);

it('M-3 a file of ours goes out under its id at Meta, and stands in the thread as what it is', async () => {
  const media = file();
  kept.push(media);
  expect((await send(picture(media, { caption: 'The box' }))).content).toMatchObject({ media, caption: 'The box' });
  await sent(test);
  expect(graph.calls[0]?.body).toMatchObject({ type: 'image', image: { id: '901', caption: 'The box' } });
});

it('a template’s picture is uploaded too, in the header and on every card', async () => {
  const [header, card] = [file(), file()];
  kept.push(header, card);
  const image = ({ id }: Media) => ({ type: 'image', image: { id } });
  await send({
    type: 'template',
    name: 'new_shoes',
    language: 'en',
    parameters: [
      { type: 'header', parameters: [image(header)] },
      { type: 'carousel', cards: [{ card_index: 0, components: [{ type: 'header', parameters: [image(card)] }] }] },
    ],
  });
  await sent(test);
  expect(graph.calls[0]?.body.template.components).toMatchObject([
    { parameters: [{ image: { id: '901' } }] },
    { cards: [{ components: [{ parameters: [{ image: { id: '902' } }] }] }] },
  ]);
});

it.each<[string, Partial<Media> | null, string]>([
  ['unknown', null, 'There is no such file'],
  ['not here yet', { state: 'pending' }, 'not here yet'],
  ['of a kind WhatsApp does not take', { mimeType: 'image/gif' }, 'send it as a document'],
  ['too large', { size: 6 * 1024 * 1024 }, '5 MB'],
])('a file that is %s is refused before anything is queued', async (_why, change, words) => {
  const media = file(change ?? {});
  if (change !== null) kept.push(media);
  await expect(send(picture(media))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(words),
  });
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('R-6e a file that Meta refuses is uploaded again, once', async () => {
  const media = file();
  kept.push(media);
  graph.once(refuse(131053));
  await send(picture(media));
  await sent(test);
  test.clock.advance(60_000);
  await sent(test);
  expect(uploads.map(({ again }) => again)).toEqual([false, true]);
  expect(await outcome()).toMatchObject({ sendState: { state: 'accepted' } });
});

it('R-6d an upload whose answer was lost is no message in doubt: it is tried again', async () => {
  const media = file();
  kept.push(media);
  answers.push({ kind: 'unknown', reason: 'no answer' });
  await send(picture(media));
  await sent(test);
  expect(await outcome()).toMatchObject({ sendState: { state: 'queued' } });
  test.clock.advance(60_000);
  await sent(test);
  expect(graph.calls).toHaveLength(1);
  expect(await outcome()).toMatchObject({ sendState: { state: 'accepted' } });
});

it('what Meta says against the file is said of the message', async () => {
  const media = file();
  kept.push(media);
  const title = '(#100) Param file must be a file';
  answers.push({ kind: 'refused', status: 400, code: 100, title, details: null, retryAfterMs: null });
  await send(picture(media));
  await sent(test);
  expect(await outcome()).toMatchObject({ sendState: { state: 'rejected', failure: { code: 100, title } } });
});
