import type { Content } from '#shared/content.ts';
import type { TenantId } from '#shared/ids.ts';
import { closesAt, laterClosing } from '#shared/service-window.ts';
import { applyPreference } from '../contacts/preferences.ts';
import type { ContactRow } from './contacts.repository.ts';
import { type ConversationRow, findConversationRows } from './conversations.repository.ts';
import { isFuller } from './fold-acts.ts';
import type {
  AccountEvent,
  BookEntry,
  ConsentChange,
  IncomingFile,
  IncomingMessage,
  MessageAct,
  Peer,
  StatusUpdate,
} from './incoming.ts';
import type { InboxWork } from './inbox-work.ts';
import { applyActs, applyEarlierActs, type OpenQuote, retell } from './message-acts.ts';
import { findMessagesByWamid, type MessageRow } from './messages.repository.ts';
import { ContactResolver, type Sighting } from './resolve-contacts.ts';
import { applyStatuses, foldOrphans } from './statuses.ts';
import { Threads } from './threads.ts';

/** The number a webhook speaks of, as the company connected it. */
export interface ReceivingAccount {
  id: string;
  tenantId: TenantId;
  wabaId: string;
  phoneNumberId: string;
}

/** Where something was said. `isNew`: it was not known before; set while it is taken in. */
export interface Source {
  isNew: boolean;
  /** Epoch ms. */
  receivedAt: number;
}

/** Something that a webhook said to an account. */
export interface Received<T> {
  account: ReceivingAccount;
  event: T;
  source: Source;
}

/** What one transaction has to take in for one company, in order of arrival. */
export interface TenantEvents {
  messages: Received<IncomingMessage>[];
  acts: Received<MessageAct>[];
  statuses: Received<StatusUpdate>[];
  consents: Received<ConsentChange>[];
  bookEntries: Received<BookEntry>[];
  accountEvents: AccountEvent[];
}

/** A message with a file that is still with Meta. */
export interface MessageWithFile {
  row: MessageRow;
  file: IncomingFile;
}

/**
 * Turns webhooks into messages, contacts, conversations and ticks. May see everything twice and in any order: a message
 * is known by (account, wamid), a status merges, an act upon a message waits for it. Reads with as many
 * statements for fifty bodies as for one.
 * Answers whose files are to be fetched, also those of messages that were known.
 */
export async function projectEvents(work: InboxWork, events: TenantEvents): Promise<MessageWithFile[]> {
  const known = await readKnown(work, events);
  const added = await addMessages(work, events, known);
  const quotes = linkQuotes(added, known);
  await applyActs(work, events.acts, quotes, (accountId) => known.ofAccount(accountId));
  for (const [accountId, ofAccount] of Map.groupBy(events.statuses, ({ account }) => account.id)) {
    const sightings = ofAccount.map(({ event, source }) => ({ ...event, accountId, source }));
    await applyStatuses(work, sightings, known.ofAccount(accountId));
  }
  const rows = added.map(({ row }) => row);
  const [echoes, received] = [rows.filter(isOutbound), rows.filter((row) => !isOutbound(row))];
  await applyEarlierActs(work, received);
  await foldOrphans(work, new Map(echoes.map((message) => [message.wamid ?? '', message])));
  return withFiles(events, known);
}

function withFiles({ messages }: TenantEvents, known: KnownMessages): MessageWithFile[] {
  return messages.flatMap(({ account, event: { wamid, file } }) => {
    const row = file === null ? undefined : known.ofAccount(account.id).get(wamid);
    return row === undefined || file === null ? [] : [{ row, file }];
  });
}

const isOutbound = ({ direction }: MessageRow): boolean => direction === 'outbound';

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

async function readKnown(work: InboxWork, { messages, acts, statuses }: TenantEvents): Promise<KnownMessages> {
  const known = new KnownMessages();
  const wamids = [
    ...messages.flatMap(({ account, event }) => [
      { account, wamid: event.wamid },
      { account, wamid: event.replyToWamid },
    ]),
    ...acts.map(({ account, event }) => ({ account, wamid: event.targetWamid })),
    ...statuses.map(({ account, event }) => ({ account, wamid: event.wamid })),
  ];
  for (const [accountId, ofAccount] of Map.groupBy(wamids, ({ account }) => account.id)) {
    const wanted = new Set(ofAccount.map(({ wamid }) => wamid).filter((wamid) => wamid !== null));
    for (const row of await findMessagesByWamid(work.tx, work.tenantId, accountId, [...wanted])) {
      known.put(work.messages.load(row));
    }
  }
  return known;
}

interface Added {
  row: MessageRow;
  message: IncomingMessage;
}

async function addMessages(work: InboxWork, events: TenantEvents, known: KnownMessages): Promise<Added[]> {
  const fresh = await onlyFresh(work, events.messages, known);
  if (fresh.length + events.bookEntries.length + events.consents.length === 0) return [];
  const resolver = new ContactResolver(work);
  await resolver.preload([
    ...fresh.flatMap(({ account, event: { peer, formerPeer, timestamp } }) =>
      formerPeer === null
        ? [toSighting(account, peer, timestamp)]
        : [toSighting(account, formerPeer, timestamp), toSighting(account, peer, timestamp)],
    ),
    ...[...events.bookEntries, ...events.consents].map(({ account, event }) =>
      toSighting(account, event.peer, event.timestamp),
    ),
  ]);
  const contacts: ContactRow[] = [];
  for (const { account, event } of fresh) {
    const { peer, formerPeer, timestamp } = event;
    const sighting = toSighting(account, peer, timestamp);
    if (formerPeer !== null) await resolver.rename(toSighting(account, formerPeer, timestamp), sighting);
    contacts.push(await resolver.resolve(sighting));
  }
  for (const { account, event } of events.bookEntries) {
    // What the phone app forgets stays with the team: there may be a conversation.
    if (event.action === 'add') await resolver.introduce(toSighting(account, event.peer, event.timestamp));
  }
  for (const { account, event, source } of events.consents) {
    const contact = await resolver.resolve(toSighting(account, event.peer, event.timestamp));
    if (await applyPreference(work, contact, event)) source.isNew = true;
  }
  const threads = new Threads(work);
  await threads.preload(
    fresh.map(({ account }, index) => ({ accountId: account.id, contactId: contacts[index]?.id ?? '' })),
  );
  const added: Added[] = [];
  for (const [index, { account, event: message, source }] of fresh.entries()) {
    const contact = contacts[index];
    if (contact === undefined) continue;
    const conversation = await threads.find(account.id, contact);
    const row = work.addMessage(conversation, {
      direction: message.direction,
      at: Math.min(source.receivedAt, message.timestamp * 1000 + 999),
      metaTimestamp: message.timestamp,
      content: message.content,
      replyTo: null,
      origin: { kind: message.direction === 'inbound' ? 'customer' : 'echo' },
      wamid: message.wamid,
      sendState: null,
      delivery: message.delivery,
      isLive: message.isLive,
      extras: message.context,
    });
    if (opensWindow(message)) openWindow(work, conversation, row.at);
    known.put(row);
    added.push({ row, message });
    source.isNew = true;
  }
  return added;
}

/** Messages that are not known yet, each once; of those that are, a fuller telling is taken over. */
async function onlyFresh(
  work: InboxWork,
  messages: readonly Received<IncomingMessage>[],
  known: KnownMessages,
): Promise<Received<IncomingMessage>[]> {
  // Meta may also send the same message twice in one batch.
  const inBatch = new Map<string, Received<IncomingMessage>>();
  for (const received of messages) {
    const { account, event, source } = received;
    const row = known.ofAccount(account.id).get(event.wamid);
    const key = `${account.id} ${event.wamid}`;
    const earlier = inBatch.get(key);
    if (row !== undefined) {
      if (!mayBeRetold(event) || !isFuller(JSON.parse(row.content) as Content, event.content)) continue;
      await retell(work, row, event.content);
      if (opensWindow(event)) {
        const [conversation] = await findConversationRows(work.tx, work.tenantId, [row.conversationId]);
        if (conversation !== undefined) openWindow(work, work.conversations.load(conversation), row.at);
      }
      source.isNew = true;
    } else if (earlier === undefined) {
      inBatch.set(key, received);
    } else if (isFuller(earlier.event.content, event.content)) {
      inBatch.set(key, { ...earlier, event: { ...earlier.event, content: event.content, file: event.file } });
      source.isNew = true;
    }
  }
  return [...inBatch.values()];
}

/** Texts never are: they are most of what comes, and copies of them must cost nothing. */
const mayBeRetold = ({ isLive, content }: IncomingMessage): boolean => !isLive || content.type === 'system';

/** Customers open the window by writing or calling, which `afterMessage` sees to, and by taking a call of ours. */
function opensWindow({ direction, isLive, content }: IncomingMessage): boolean {
  const isTaken = content.type === 'system' && (content.kind === 'call_accepted' || content.kind === 'call_ended');
  return isLive && direction === 'outbound' && isTaken;
}

function openWindow(work: InboxWork, conversation: ConversationRow, at: number): void {
  conversation.windowClosesAt = laterClosing(conversation.windowClosesAt, closesAt(at));
  work.conversations.touch(conversation);
}

/** Leads from answers to what they quote; answers which of them quote what is not known. */
function linkQuotes(added: readonly Added[], known: KnownMessages): OpenQuote[] {
  const open: OpenQuote[] = [];
  for (const { row, message } of added) {
    if (message.replyToWamid === null) continue;
    row.replyTo = known.ofAccount(row.accountId).get(message.replyToWamid)?.id ?? null;
    if (row.replyTo !== null) continue;
    const { wamid, replyToWamid: quotedWamid, timestamp } = message;
    open.push({ accountId: row.accountId, wamid, quotedWamid, timestamp });
  }
  return open;
}

function toSighting({ wabaId }: ReceivingAccount, peer: Peer, timestamp: number): Sighting {
  return { ...peer, scope: wabaId, seenAt: timestamp * 1000 };
}
