import { expect, it } from 'vitest';
import { noDelivery } from '#shared/delivery.ts';
import {
  newId,
  type AccountId,
  type ConversationId,
  type MessageId,
  type MutationId,
  type UserId,
} from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import type { Message, SendState } from '#shared/message.ts';
import { check, type Findings, type Story, type Written } from '../faults/check.ts';

// The judge of the fault runs: a story without a fault passes, and every kind of fault is found.

const accountId = newId<AccountId>();
const conversationId = newId<ConversationId>();
const userId = newId<UserId>();
const none: Findings = { lost: [], dup: [], reordered: [] };

function aMessage(seq: number, text: string, part: Partial<Message>): Message {
  return {
    id: newId<MessageId>(),
    version: seq,
    conversationId,
    accountId,
    direction: 'inbound',
    seq,
    at: 1_700_000_000_000 + seq,
    metaTimestamp: null,
    content: { type: 'text', text },
    replyTo: null,
    origin: { kind: 'customer' },
    inboundNo: null,
    wamid: `wamid.${seq}`,
    sendState: null,
    delivery: noDelivery,
    ...part,
  };
}
const aReply = (seq: number, text: string, sendState: SendState = { state: 'accepted' }): Message =>
  aMessage(seq, text, { direction: 'outbound', origin: { kind: 'agent', userId }, sendState });
const shown = (message: Message): ThreadMessage => ({ ...message, outbox: null });
const anEntry = (number: number, message: Message, part: Partial<Written> = {}): Written => ({
  agent: 'maya',
  number,
  kind: 'reply',
  conversationId,
  text: message.content.type === 'text' ? message.content.text : '',
  messageId: message.id,
  isTakenBack: false,
  wasRefused: false,
  ...part,
});
const aSend = (seq: number, { id }: Message): Story['sends'][number] => ({
  seq,
  receivedAt: seq,
  wamid: `wamid.out.${seq}`,
  phoneNumberId: '1',
  to: '15550001',
  waId: '15550001',
  type: 'text',
  body: null,
  contextMessageId: null,
  bizOpaqueCallbackData: id,
});

const question = aMessage(1, 'question', { inboundNo: 1 });
const first = aReply(2, 'first');
const second = aReply(3, 'second');

/** A question and two answers that all went well. */
function aStory(part: Partial<Story> = {}): Story {
  const server = [question, first, second];
  return {
    inbound: [
      {
        seq: 1,
        at: 1,
        wamid: 'wamid.1',
        phoneNumberId: '1',
        waId: '15550001',
        type: 'text',
        body: { body: 'question' },
        timestamp: 1,
      },
    ],
    sends: [aSend(2, first), aSend(3, second)],
    server,
    clients: [
      { name: 'maya', threads: new Map([[conversationId, server.map(shown)]]) },
      { name: 'omar', threads: new Map([[conversationId, server.map(shown)]]) },
    ],
    written: [anEntry(1, first), anEntry(2, second)],
    resends: new Map(),
    threadOf: new Map([['1/15550001', conversationId]]),
    ...part,
  };
}
const withMaya = (messages: readonly ThreadMessage[], part: Partial<Story> = {}): Story => {
  const story = aStory(part);
  const [, omar] = story.clients;
  const maya = { name: 'maya', threads: new Map([[conversationId, messages]]) };
  return { ...story, clients: omar === undefined ? [maya] : [maya, omar] };
};

it('finds nothing in a story where everything arrived once and in order', () => {
  expect(check(aStory())).toEqual(none);
});

it('finds a customer’s message that the server or a desktop does not have', () => {
  expect(check(aStory({ server: [first, second] })).lost).toEqual(['inbound wamid.1 of 15550001 is not on the server']);
  expect(check(withMaya([first, second].map(shown))).lost).toEqual([
    'inbound wamid.1 of 15550001 is not shown to maya',
  ]);
});

it('finds a customer’s message in another customer’s thread', () => {
  const elsewhere = new Map([['1/15550001', newId<ConversationId>()]]);
  expect(check(aStory({ threadOf: elsewhere })).lost).toEqual([
    'inbound wamid.1 of 15550001 is filed in another thread',
  ]);
});

it('finds an acknowledged reply that is nowhere, and one that looks sent but is not', () => {
  const gone = aReply(9, 'gone');
  const written = [anEntry(1, first), anEntry(2, second), anEntry(3, gone)];
  expect(check(aStory({ written })).lost).toEqual(['reply "gone" of maya is nowhere']);
  expect(check(aStory({ sends: [aSend(2, first)] })).lost).toEqual([
    'reply "second" of maya looks sent but never reached WhatsApp',
  ]);
});

it('does not call lost what its author sees as failed, held, uncertain, refused or took back', () => {
  const failure = { code: 131047, title: 'closed', details: null, at: 1 };
  const states: SendState[] = [
    { state: 'rejected', failure },
    { state: 'held', reason: 'token' },
    { state: 'uncertain', since: 1, left: false },
  ];
  for (const state of states) {
    const unsent = { ...second, sendState: state };
    const server = [question, first, unsent];
    const client = { name: 'maya', threads: new Map([[conversationId, server.map(shown)]]) };
    expect(check(aStory({ server, sends: [aSend(2, first)], clients: [client] }))).toEqual(none);
  }
  const refused = aReply(9, 'refused');
  const waiting: ThreadMessage = {
    ...refused,
    outbox: { mutationId: newId<MutationId>(), state: 'rejected', heldUntil: null, error: null },
  };
  const withRefused = withMaya([...[question, first, second].map(shown), waiting], {
    written: [anEntry(1, first), anEntry(2, second), anEntry(3, refused, { wasRefused: true })],
  });
  expect(check(withRefused)).toEqual(none);
  const takenBack = [anEntry(1, first), anEntry(2, second), anEntry(3, refused, { isTakenBack: true })];
  expect(check(aStory({ written: takenBack }))).toEqual(none);
});

it('finds what WhatsApp accepted twice, unless a person had it sent again', () => {
  const sends = [aSend(2, first), aSend(3, second), aSend(4, second)];
  expect(check(aStory({ sends })).dup).toEqual([`message ${second.id} was accepted 2 times by WhatsApp`]);
  expect(check(aStory({ sends, resends: new Map([[second.id, 1]]) }))).toEqual(none);
});

it('finds what stands twice on a screen or on the server', () => {
  const again = { ...second, id: newId<MessageId>(), wamid: 'wamid.other', seq: 4 };
  expect(check(withMaya([question, first, second, again].map(shown))).dup).toEqual([
    'text second stands 2 times on maya',
  ]);
  expect(check(aStory({ server: [question, first, second, question] })).dup).toContain(
    'wamid wamid.1 stands 2 times on the server',
  );
});

it('finds replies of one agent that overtook each other, but not a resent one', () => {
  const sends = [aSend(2, second), aSend(3, first)];
  expect(check(aStory({ sends })).reordered).toEqual([`"second" of maya in ${conversationId} overtook "first"`]);
  expect(check(aStory({ sends, resends: new Map([[first.id, 1]]) }))).toEqual(none);
});

it('finds a desktop that shows a thread in another order than the server', () => {
  expect(check(withMaya([question, second, first].map(shown))).reordered).toEqual([
    `maya sees ${conversationId} in another order than the server`,
  ]);
});
