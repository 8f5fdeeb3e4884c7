import { ContactResolver, type Sighting } from './resolve-contacts.ts';
import {
  type ConversationRow,
  findConversationOfMerged,
  findConversationsOfContacts,
} from './conversations.repository.ts';
import type { TenantId } from '#shared/ids.ts';
import type { ContactRow } from './contacts.repository.ts';
import type { InboxWork } from './inbox-work.ts';
import { findMessagesByWamid, type MessageRow } from './messages.repository.ts';
import { applyStatuses, foldOrphans } from './statuses.ts';
import type { IdentityChange, IncomingMessage, Peer, StatusUpdate } from './incoming.ts';

/** The number a webhook speaks of, as the company connected it. */
export interface ReceivingAccount {
  id: string;
  tenantId: TenantId;
  wabaId: string;
}

/** Where something was said. `isNew`: it was not known before; set while it is taken in. */
export interface Source {
  isNew: boolean;
}

/** What one transaction has to take in for one company, in order of arrival. */
export interface TenantEvents {
  messages: { account: ReceivingAccount; message: IncomingMessage; source: Source }[];
  statuses: { account: ReceivingAccount; status: StatusUpdate; source: Source }[];
  identityChanges: { account: ReceivingAccount; change: IdentityChange }[];
}

/**
 * Turns webhooks into messages, contacts, conversations and ticks. May see everything twice and in any order: a message
 * is known by (account, wamid), a status merges. Reads with as many statements for fifty bodies as for one.
 */
export async function projectEvents(work: InboxWork, events: TenantEvents): Promise<void> {
  const known = await readKnown(work, events);
  const added = await addMessages(work, events, known);
  for (const [accountId, ofAccount] of Map.groupBy(events.statuses, ({ account }) => account.id)) {
    const sightings = ofAccount.map(({ status, source }) => ({ ...status, accountId, source }));
    await applyStatuses(work, sightings, known.ofAccount(accountId));
  }
  const echoes = added.filter((message) => message.direction === 'outbound');
  await foldOrphans(work, new Map(echoes.map((message) => [message.wamid ?? '', message])));
}

/** The messages already stored under the wamids that these events name. */
class KnownMessages {
  private readonly byAccount = new Map<string, Map<string, MessageRow>>();

  ofAccount(accountId: string): Map<string, MessageRow> {
    let messages = this.byAccount.get(accountId);
    if (messages === undefined) this.byAccount.set(accountId, (messages = new Map()));
    return messages;
  }

  put(message: MessageRow): void {
    if (message.wamid !== null) this.ofAccount(message.accountId).set(message.wamid, message);
  }
}

async function readKnown(work: InboxWork, { messages, statuses }: TenantEvents): Promise<KnownMessages> {
  const known = new KnownMessages();
  const wamids = [
    ...messages.flatMap(({ account, message }) => [
      { account, wamid: message.wamid },
      { account, wamid: message.replyToWamid },
    ]),
    ...statuses.map(({ account, status }) => ({ account, wamid: status.wamid })),
  ];
  for (const [accountId, ofAccount] of Map.groupBy(wamids, ({ account }) => account.id)) {
    const wanted = new Set(ofAccount.map(({ wamid }) => wamid).filter((wamid) => wamid !== null));
    for (const row of await findMessagesByWamid(work.tx, work.tenantId, accountId, [...wanted])) {
      known.put(work.messages.load(row));
    }
  }
  return known;
}

async function addMessages(work: InboxWork, events: TenantEvents, known: KnownMessages): Promise<MessageRow[]> {
  // Meta may also send the same message twice in one batch.
  const inBatch = new Set<string>();
  const fresh = events.messages.filter(({ account, message: { wamid } }) => {
    const key = `${account.id} ${wamid}`;
    if (known.ofAccount(account.id).has(wamid) || inBatch.has(key)) return false;
    inBatch.add(key);
    return true;
  });
  if (fresh.length === 0 && events.identityChanges.length === 0) return [];
  const resolver = new ContactResolver(work);
  await resolver.preload([
    ...fresh.map(({ account, message }) => toSighting(account, message.peer, message.timestamp)),
    ...events.identityChanges.flatMap(({ account, change }) => [
      toSighting(account, change.before, change.timestamp),
      toSighting(account, change.after, change.timestamp),
    ]),
  ]);
  for (const { account, change } of events.identityChanges) {
    const { before, after, timestamp } = change;
    await resolver.rename(toSighting(account, before, timestamp), toSighting(account, after, timestamp));
  }
  const contacts: ContactRow[] = [];
  for (const { account, message } of fresh) {
    contacts.push(await resolver.resolve(toSighting(account, message.peer, message.timestamp)));
  }
  const threads = new Threads(work);
  await threads.preload(
    fresh.map(({ account }, index) => ({ accountId: account.id, contactId: contacts[index]?.id ?? '' })),
  );
  const added: MessageRow[] = [];
  for (const [index, { account, message, source }] of fresh.entries()) {
    const contact = contacts[index];
    if (contact === undefined) continue;
    const conversation = await threads.find(account.id, contact);
    const row = work.addMessage(conversation, {
      direction: message.direction,
      at: Math.min(work.now, message.timestamp * 1000 + 999),
      metaTimestamp: message.timestamp,
      content: message.content,
      replyTo: known.ofAccount(account.id).get(message.replyToWamid ?? '')?.id ?? null,
      origin: { kind: message.direction === 'inbound' ? 'customer' : 'echo' },
      wamid: message.wamid,
      sendState: null,
      delivery: message.delivery,
      isLive: !message.isHistory,
    });
    known.put(row);
    added.push(row);
    source.isNew = true;
  }
  return added;
}

/** The conversations of a batch, each looked up or made once. */
class Threads {
  private readonly work: InboxWork;
  private readonly found = new Map<string, ConversationRow>();

  constructor(work: InboxWork) {
    this.work = work;
  }

  async preload(keys: readonly { accountId: string; contactId: string }[]): Promise<void> {
    const { tx, tenantId } = this.work;
    for (const [accountId, ofAccount] of Map.groupBy(keys, (key) => key.accountId)) {
      const contactIds = [...new Set(ofAccount.map(({ contactId }) => contactId))];
      for (const row of await findConversationsOfContacts(tx, tenantId, accountId, contactIds)) {
        this.found.set(`${accountId} ${row.contactId}`, this.work.conversations.load(row));
      }
    }
  }

  async find(accountId: string, contact: ContactRow): Promise<ConversationRow> {
    const key = `${accountId} ${contact.id}`;
    let conversation = this.found.get(key);
    if (conversation === undefined) {
      const { tx, tenantId, contacts } = this.work;
      // Nobody was merged into a contact that is only now being made.
      const ofMerged = contacts.isNew(contact)
        ? undefined
        : await findConversationOfMerged(tx, tenantId, accountId, contact.id);
      conversation =
        ofMerged === undefined
          ? this.work.addConversation(accountId, contact.id)
          : this.work.conversations.load(ofMerged);
      this.found.set(key, conversation);
    }
    return conversation;
  }
}

function toSighting({ wabaId }: ReceivingAccount, peer: Peer, timestamp: number): Sighting {
  return { ...peer, scope: wabaId, seenAt: timestamp * 1000 };
}
