import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noDelivery } from '#shared/delivery.ts';
import { newId, type AccountId, type ConversationId, type MessageId, type UserId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { membersOf, parseRest, restOf } from './message-rest.ts';

const at = 1_700_000_000_123;
const usual: Message = {
  id: newId<MessageId>(),
  version: 3,
  conversationId: newId<ConversationId>(),
  accountId: newId<AccountId>(),
  direction: 'inbound',
  seq: 5,
  at,
  metaTimestamp: 1_700_000_000,
  content: { type: 'text', text: 'hello' },
  replyTo: null,
  origin: { kind: 'customer' },
  inboundNo: null,
  wamid: 'wamid.1',
  sendState: null,
  delivery: noDelivery,
};
const withoutColumns = ({ conversationId: _in, seq: _seq, id: _id, version: _version, at: _at, ...rest }: Message) =>
  rest;

it('comes back as it was, whatever is unusual about it', () => {
  const message = fc.record<Partial<Message>>(
    {
      metaTimestamp: fc.constantFrom(null, 0, 1_700_000_000, 1_700_000_001),
      replyTo: fc.constant(newId<MessageId>()),
      origin: fc.constantFrom<Message['origin']>({ kind: 'echo' }, { kind: 'agent', userId: newId<UserId>() }),
      inboundNo: fc.nat(),
      sendState: fc.constant({ state: 'accepted' }),
      delivery: fc.constantFrom<Message['delivery']>({ seen: { accepted: 1 }, failure: null }, noDelivery),
      wamid: fc.constant(null),
      deletedAt: fc.nat(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(message, (unusual) => {
      const whole = { ...usual, ...unusual };
      const rest = restOf(whole);
      expect(parseRest(rest, at)).toEqual(withoutColumns(whole));
      expect(JSON.parse(`{${membersOf(rest, at)}}`)).toEqual(withoutColumns(whole));
    }),
  );
});

it('keeps nothing of what most messages are', () => {
  const { accountId, direction, content, wamid } = usual;
  expect(JSON.parse(restOf(usual))).toEqual({ accountId, direction, content, wamid });
});
