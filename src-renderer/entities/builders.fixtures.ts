import type { Account } from '#shared/account.ts';
import { noDelivery } from '#shared/delivery.ts';
import { newId, type ConversationId, type UserId } from '#shared/ids.ts';
import type { ConversationRow, Directory, ThreadMessage } from '#shared/inbox.ts';
import type { User } from '#shared/user.ts';

/** Noon of an arbitrary day. */
export const t0 = Date.UTC(2026, 10, 16, 12);
export const minute = 60_000;
export const hour = 60 * minute;

export function aUser(over: Partial<User> = {}): User {
  return { id: newId(), version: 1, name: 'Maya', email: 'maya@example.com', role: 'agent', active: true, ...over };
}

export function anAccount(over: Partial<Account> = {}): Account {
  return {
    id: newId(),
    version: 1,
    name: 'Sales',
    color: 0,
    provider: 'meta_cloud',
    credentialSource: 'stored',
    phoneNumberId: '1',
    wabaId: '2',
    displayPhoneNumber: '+55 11 4002 8922',
    country: 'BR',
    cannotSend: null,
    qualityRating: null,
    readReceipts: 'on_open',
    createdAt: t0,
    ...over,
  };
}

export function aDirectory(over: Partial<Directory> = {}): Directory {
  const me = aUser();
  const tenant = { id: newId<Directory['tenant']['id']>(), version: 1, externalId: `t_${'0'.repeat(16)}` };
  return {
    me,
    superadmin: false,
    tenant: { ...tenant, slug: 'shop', name: 'Shop' },
    users: [me],
    accounts: [anAccount()],
    teams: [],
    ...over,
  };
}

export function aRow(over: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: newId(),
    version: 1,
    accountId: newId(),
    contactId: newId(),
    state: 'open',
    assigneeId: null,
    preview: null,
    lastMessageAt: t0,
    inboundCount: 1,
    lastInboundAt: t0,
    windowClosesAt: t0 + 24 * hour,
    waitingSince: t0,
    createdAt: t0,
    contactName: 'Anna Okafor',
    contactHandle: '5511912345678',
    unread: 0,
    blockedBy: [],
    pinned: false,
    muted: false,
    mentionedAt: null,
    draft: null,
    ...over,
  };
}

export const conversationId = newId<ConversationId>();

export function aMessage(over: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    id: newId(),
    version: 1,
    conversationId,
    accountId: newId(),
    direction: 'inbound',
    seq: 1,
    at: t0,
    metaTimestamp: null,
    content: { type: 'text', text: 'Hello' },
    replyTo: null,
    origin: { kind: 'customer' },
    inboundNo: null,
    wamid: null,
    sendState: null,
    delivery: noDelivery,
    outbox: null,
    ...over,
  };
}

export function aReply(by: UserId, over: Partial<ThreadMessage> = {}): ThreadMessage {
  return aMessage({
    direction: 'outbound',
    origin: { kind: 'agent', userId: by },
    sendState: { state: 'accepted' },
    ...over,
  });
}
