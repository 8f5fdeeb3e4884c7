// Builders of entities for tests: every field has a plausible value, a test says only what it is about.
import type { AdminMutation, NewOperation } from '#shared/admin-mutation.ts';
import type { Account } from '#shared/account.ts';
import type { Change, EntityKind } from '#shared/change.ts';
import type { Contact } from '#shared/contact.ts';
import type { Conversation, ReadMark } from '#shared/conversation.ts';
import { noDelivery } from '#shared/delivery.ts';
import {
  newId,
  type AccountId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type MutationId,
  type TenantId,
  type UserId,
} from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { Mutation, MutationOf } from '#shared/mutation.ts';
import type { Tenant } from '#shared/tenant.ts';
import type { User } from '#shared/user.ts';
import type { Pending } from './pending.ts';

export const t0 = Date.UTC(2026, 10, 20, 9);
export const minute = 60_000;
export const day = 24 * 60 * minute;

export const me = newId<UserId>();
export const colleague = newId<UserId>();
export const account = newId<AccountId>();

export function aTenant(fields: Partial<Tenant> = {}): Tenant {
  const tenant = { externalId: 't_0123456789abcdef', slug: 'casa-verde', name: 'Casa Verde' };
  return { id: newId<TenantId>(), version: 1, ...tenant, ...fields };
}

export function aUser(fields: Partial<User> = {}): User {
  return { id: me, version: 1, name: 'Maya', email: 'maya@example.com', role: 'agent', active: true, ...fields };
}

export function anAccount(fields: Partial<Account> = {}): Account {
  return {
    id: account,
    version: 1,
    name: 'Shop',
    color: 0,
    provider: 'meta_cloud',
    credentialSource: 'stored',
    phoneNumberId: '106540352242922',
    wabaId: '102290129340398',
    displayPhoneNumber: '+1 555-078-3881',
    country: 'US',
    cannotSend: null,
    qualityRating: null,
    readReceipts: 'on_open',
    createdAt: t0,
    ...fields,
  };
}

export function aContact(fields: Partial<Contact> = {}): Contact {
  return {
    id: newId<ContactId>(),
    version: 1,
    name: 'Ana Souza',
    aliases: [{ kind: 'phone', value: '5511912345678', seenAt: t0 }],
    mergedInto: null,
    createdAt: t0,
    ...fields,
  };
}

export function aConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: newId<ConversationId>(),
    version: 1,
    accountId: account,
    contactId: newId<ContactId>(),
    state: 'open',
    assigneeId: null,
    preview: null,
    lastMessageAt: t0,
    inboundCount: 0,
    lastInboundAt: null,
    windowClosesAt: null,
    waitingSince: null,
    createdAt: t0,
    ...fields,
  };
}

export function aMessage(fields: Partial<Message> = {}): Message {
  return {
    id: newId<MessageId>(),
    version: 1,
    conversationId: newId<ConversationId>(),
    accountId: account,
    direction: 'inbound',
    seq: 1,
    at: t0,
    metaTimestamp: Math.floor(t0 / 1000),
    content: { type: 'text', text: 'Is the blue one in stock?' },
    replyTo: null,
    origin: { kind: 'customer' },
    inboundNo: 1,
    wamid: null,
    sendState: null,
    delivery: noDelivery,
    ...fields,
  };
}

export function aReadMark(fields: Pick<ReadMark, 'conversationId'> & Partial<ReadMark>): ReadMark {
  return { userId: me, version: 1, inboundNo: 1, ...fields };
}

export function aSend(fields: Partial<MutationOf<'message.send'>> = {}): MutationOf<'message.send'> {
  return {
    id: newId<MutationId>(),
    type: 'message.send',
    messageId: newId<MessageId>(),
    conversationId: newId<ConversationId>(),
    content: { type: 'text', text: 'Yes, it is.' },
    replyTo: null,
    basedOn: null,
    anyway: false,
    ...fields,
  };
}

/** The mutation as it lies in the outbox, not handed to the backend yet. */
export function aPending(mutation: Mutation, fields: Partial<Pending> = {}): Pending {
  return {
    position: 1,
    mutation,
    accountId: account,
    state: 'pending',
    attempted: false,
    notBefore: null,
    seq: null,
    error: null,
    createdAt: t0,
    confirmed: false,
    landedAt: null,
    ...fields,
  };
}

/** An operation of an admin, made at t0. */
export function anOperation(operation: NewOperation, madeAt = t0): AdminMutation {
  // The operation with what every mutation of its kind has.
  return { ...operation, id: newId<MutationId>(), madeAt } as AdminMutation;
}

export function aRename(value: string, base = 'Shop', accountId = account): AdminMutation {
  return anOperation({ type: 'account.edit', accountId, field: 'name', base, value });
}

type Entity = NonNullable<Change['data']>;

/** A change that brings `data` as it is now. */
export function changeTo(entity: EntityKind, data: Entity, seq: number): Change {
  const id = 'inboundNo' in data && 'userId' in data ? `${data.userId}:${data.conversationId}` : data.id;
  // Kind and entity belong together by the caller's word; the tests' own schema checks would show a slip.
  return { seq, entity, id, version: data.version, data } as Change;
}
