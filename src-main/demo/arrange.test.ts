import { expect, it } from 'vitest';
import { noDelivery } from '#shared/delivery.ts';
import {
  newId,
  type AccountId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type UserId,
} from '#shared/ids.ts';
import type { Conversation } from '#shared/conversation.ts';
import { Mutation, type MutationOf, type MutationType } from '#shared/mutation.ts';
import { arrange, type Arrangement } from './arrange.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21, 12);
const team = { maya: newId<UserId>(), ben: newId<UserId>() };

function aConversation(hoursAgo: number, waiting: boolean): Conversation {
  const lastMessageAt = now - hoursAgo * hour;
  return {
    id: newId<ConversationId>(),
    version: 1,
    accountId: newId<AccountId>(),
    contactId: newId<ContactId>(),
    state: 'open',
    assigneeId: null,
    preview: { messageId: newId<MessageId>(), direction: 'inbound', text: 'Hi', sendState: null, delivery: noDelivery },
    lastMessageAt,
    inboundCount: 5,
    lastInboundAt: lastMessageAt,
    windowClosesAt: lastMessageAt + 24 * hour,
    waitingSince: waiting ? lastMessageAt : null,
    createdAt: lastMessageAt,
  };
}

function ofType<T extends MutationType>(mutations: readonly Mutation[], type: T): MutationOf<T>[] {
  return mutations.filter((mutation): mutation is MutationOf<T> => mutation.type === type);
}
const all = ({ noor, maya, ben }: Arrangement): Mutation[] => [...noor, ...maya, ...ben];

it('makes only valid mutations, each with its own id', () => {
  const mutations = all(
    arrange([aConversation(1, true), aConversation(30, false), aConversation(200, false)], team, now),
  );
  for (const mutation of mutations) expect(Mutation.parse(mutation)).toEqual(mutation);
  expect(new Set(mutations.map(({ id }) => id)).size).toBe(mutations.length);
});

it('shares fresh conversations among Maya, Ben and nobody, and closes what is long over', () => {
  const fresh = [1, 2, 3, 4, 5, 6].map((hours) => aConversation(hours, true));
  const old = [100, 300].map((hours) => aConversation(hours, false));
  const { noor } = arrange([...old, ...fresh], team, now);
  const assignees = new Map(ofType(noor, 'conversation.assign').map((each) => [each.conversationId, each.assigneeId]));
  expect(fresh.map(({ id }) => assignees.get(id))).toEqual([
    team.maya,
    undefined,
    team.ben,
    team.maya,
    undefined,
    team.ben,
  ]);
  const resolved = ofType(noor, 'conversation.setState').map(({ conversationId }) => conversationId);
  expect(resolved.toSorted()).toEqual(old.map(({ id }) => id).toSorted());
});

it('leaves Maya one unread message in each conversation that waits, and none elsewhere', () => {
  const [waiting, answered] = [aConversation(1, true), aConversation(2, false)];
  const reads = ofType(arrange([waiting, answered], team, now).maya, 'conversation.read');
  expect(reads.map(({ conversationId, inboundNo }) => [conversationId, inboundNo])).toEqual([
    [waiting.id, 4],
    [answered.id, 5],
  ]);
});
