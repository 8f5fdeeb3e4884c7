import type { Account } from '#shared/account.ts';
import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import { noDelivery } from '#shared/delivery.ts';
import { AccountId, ContactId, ConversationId, MessageId, TenantId, UserId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { Tenant } from '#shared/tenant.ts';
import type { User } from '#shared/user.ts';
import { createRandom, type Random } from '../../../src-simulator/engine/random.ts';
import { createText } from './population.ts';

// The company of the desktop rows, thing by thing as a server says it: the same in every run.

export const firstAt = 1_700_000_000_000;

/** Ids in the form of UUIDv7, by number. */
const idText = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const userId = UserId.parse(idText(2, 0));
const accountId = AccountId.parse(idText(3, 0));
export const contactId = (index: number): ContactId => ContactId.parse(idText(4, index));
export const conversationId = (index: number): ConversationId => ConversationId.parse(idText(5, index));

export const tenant: Tenant = {
  id: TenantId.parse(idText(1, 0)),
  version: 1,
  externalId: 't_0123456789abcdef',
  slug: 'bench',
  name: 'Bench',
};
export const user: User = {
  id: userId,
  version: 1,
  name: 'Maya',
  email: 'maya@parley.example',
  role: 'agent',
  active: true,
};
export const account: Account = {
  id: accountId,
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
  createdAt: firstAt,
};

/** Always the same person for the same `index`. */
export function createContact(index: number): Contact {
  const random = createRandom('bench', `contact/${index}`);
  const aliases = [{ kind: 'phone', value: String(15_550_000_000 + index), seenAt: firstAt } as const];
  const name = createText(random, 12, 18);
  return { id: contactId(index), version: 1, name, aliases, mergedInto: null, createdAt: firstAt };
}

/** With `last` as its newest message, the `count`th. What it was settled to stays the same for the same `index`. */
export function createConversation({
  index,
  offset,
  count,
  last,
}: {
  index: number;
  offset: number;
  count: number;
  last: Message | null;
}): Conversation {
  const random = createRandom('bench', `conversation/${index}`);
  return {
    id: conversationId(index),
    version: 1,
    accountId,
    contactId: contactId(index),
    state: random.next() < 0.8 ? 'open' : 'resolved',
    assigneeId: random.next() < 0.3 ? userId : null,
    preview: last && previewOf(last),
    lastMessageAt: firstAt + offset + count * 60_000,
    inboundCount: count >> 1,
    lastInboundAt: firstAt + offset,
    windowClosesAt: firstAt + offset + 86_400_000,
    waitingSince: random.next() < 0.2 ? firstAt + offset : null,
    createdAt: firstAt,
  };
}

function previewOf({ id, direction, content, sendState, delivery }: Message): Conversation['preview'] {
  const text = content.type === 'text' ? content.text.slice(0, 120) : '';
  return { messageId: id, direction, text, sendState, delivery };
}

export function createMessage(random: Random, conversation: number, number: number, at: number): Message {
  const isOut = random.next() < 0.45;
  return {
    id: MessageId.parse(idText(6, number)),
    version: 1,
    conversationId: conversationId(conversation),
    accountId,
    direction: isOut ? 'outbound' : 'inbound',
    seq: number,
    at,
    metaTimestamp: Math.floor(at / 1000),
    content: { type: 'text', text: createText(random, 60, 180) },
    replyTo: null,
    origin: isOut ? { kind: 'agent', userId } : { kind: 'customer' },
    inboundNo: isOut ? null : number,
    wamid: `wamid.HBgL${String(number).padStart(36, '0')}A`,
    sendState: isOut ? { state: 'accepted' } : null,
    delivery: isOut ? { seen: { accepted: at, sent: at, delivered: at, read: at }, failure: null } : noDelivery,
  };
}
