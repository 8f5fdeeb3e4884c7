import { noDelivery } from '#shared/delivery.ts';
import {
  newId,
  type AccountId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type TenantId,
  type UserId,
} from '#shared/ids.ts';
import type { Account } from '#shared/account.ts';
import type { ConversationRow, Directory, ThreadMessage } from '#shared/inbox.ts';
import type { User } from '#shared/user.ts';

// Whole, valid entities for tests that care about one or two fields.

/** Saturday 2026-11-21 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;

export function aUser(overrides: Partial<User> = {}): User {
  return {
    id: newId<UserId>(),
    version: 1,
    name: 'Maya',
    email: 'maya@example.com',
    role: 'agent',
    active: true,
    ...overrides,
  };
}

export function anAccount(overrides: Partial<Account> = {}): Account {
  return {
    id: newId<AccountId>(),
    version: 1,
    name: 'Marlow Store',
    color: 0,
    provider: 'meta_cloud',
    credentialSource: 'stored',
    phoneNumberId: '100000000000001',
    wabaId: '200000000000001',
    displayPhoneNumber: '+1 202-555-0143',
    country: 'US',
    cannotSend: null,
    qualityRating: 'GREEN',
    readReceipts: 'on_open',
    createdAt: noon - 1000 * hour,
    ...overrides,
  };
}

export function aDirectory(overrides: Partial<Directory> = {}): Directory {
  const me = overrides.me ?? aUser();
  return {
    me,
    superadmin: false,
    tenant: { id: newId<TenantId>(), version: 1, externalId: 't_0123456789abcdef', slug: 'marlow', name: 'Marlow' },
    users: [me],
    accounts: [anAccount()],
    teams: [],
    ...overrides,
  };
}

/** An open conversation of nobody, its customer waiting for a minute, one message unread. */
export function aConversationRow(overrides: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: newId<ConversationId>(),
    version: 1,
    accountId: newId<AccountId>(),
    contactId: newId<ContactId>(),
    state: 'open',
    assigneeId: null,
    preview: null,
    lastMessageAt: noon - 60_000,
    inboundCount: 1,
    lastInboundAt: noon - 60_000,
    windowClosesAt: noon + 24 * hour - 60_000,
    waitingSince: noon - 60_000,
    createdAt: noon - 60_000,
    contactName: 'Ana Souza',
    contactHandle: '5511912345678',
    unread: 1,
    blockedBy: [],
    pinned: false,
    muted: false,
    mentionedAt: null,
    draft: null,
    ...overrides,
  };
}

/** An inbound text of a minute ago. */
export function aThreadMessage(overrides: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    id: newId<MessageId>(),
    version: 1,
    conversationId: newId<ConversationId>(),
    accountId: newId<AccountId>(),
    direction: 'inbound',
    seq: 1,
    at: noon - 60_000,
    metaTimestamp: null,
    content: { type: 'text', text: 'Is it ready?' },
    replyTo: null,
    origin: { kind: 'customer' },
    inboundNo: 1,
    wamid: null,
    sendState: null,
    delivery: noDelivery,
    outbox: null,
    ...overrides,
  };
}
