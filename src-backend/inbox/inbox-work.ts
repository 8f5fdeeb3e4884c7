import type { Change, EntityKind } from '#shared/change.ts';
import type { Delivery } from '#shared/delivery.ts';
import { type ConversationId, type MessageId, newId } from '#shared/ids.ts';
import type { Content } from '#shared/content.ts';
import type { Message, Origin, SendState } from '#shared/message.ts';
import { type AliasRow, type ContactRow, toContact, upsertAliases, upsertContacts } from './contacts.repository.ts';
import { afterMessage } from './after-message.ts';
import {
  type ConversationRow,
  findConversationRows,
  type ReadMarkRow,
  readMarkId,
  toConversation,
  upsertConversations,
  upsertReadMark,
} from './conversations.repository.ts';
import type { Tx } from '../platform/database/database.ts';
import type { Appended, ChangeEntry, ChangeLog } from '../sync/change-log.ts';
import { type Entity, toChange, toEntity } from '../sync/entity-source.ts';
import type { MessageContext } from './incoming.ts';
import {
  findMessageRows,
  findWaitingSince,
  insertMessages,
  type MessageRow,
  toMessage,
  updateMessages,
} from './messages.repository.ts';
import { Tracked } from './tracked.ts';

export interface NewMessage {
  id?: MessageId;
  direction: 'inbound' | 'outbound' | 'note';
  at: number;
  metaTimestamp: number | null;
  content: Content;
  replyTo: string | null;
  origin: Origin;
  wamid: string | null;
  sendState: SendState | null;
  delivery: Delivery;
  /** False for imported history and notices. */
  isLive: boolean;
  /** What led to it; null or absent when there is nothing to say. */
  extras?: MessageContext | Pick<Message, 'mentions'> | null;
}

/**
 * Everything one transaction changes in one company's inbox, gathered in memory and written by `flush` in a few
 * statements however much it is: rows, versions and the change log always agree, and a message has its number of the
 * log from the beginning. The caller has made transactions of this tenant wait for each other (`serialise`).
 */
export class InboxWork {
  readonly contacts = new Tracked<ContactRow>();
  readonly conversations = new Tracked<ConversationRow>();
  readonly messages = new Tracked<MessageRow>();
  readonly aliases = new Set<AliasRow>();
  readonly readMarks: ReadMarkRow[] = [];
  private readonly waitingUnknown = new Set<ConversationRow>();
  private readonly others: { entry: ChangeEntry; write: () => Promise<void> }[] = [];
  private readonly after: (() => Promise<void>)[] = [];
  private isMoreWritten = false;
  readonly tx: Tx;
  readonly tenantId: string;
  /** Epoch ms of this transaction. */
  readonly now: number;
  private readonly changeLog: ChangeLog;

  constructor(tx: Tx, tenantId: string, now: number, changeLog: ChangeLog) {
    this.tx = tx;
    this.tenantId = tenantId;
    this.now = now;
    this.changeLog = changeLog;
  }

  addConversation(accountId: string, contactId: string, id = newId<ConversationId>()): ConversationRow {
    return this.conversations.add({
      id,
      tenantId: this.tenantId,
      accountId,
      contactId,
      state: 'open',
      assigneeId: null,
      previewMessageId: null,
      lastMessageAt: 0,
      lastMessageSeq: 0,
      inboundCount: 0,
      lastInboundAt: null,
      windowClosesAt: null,
      waitingSince: null,
      version: 1,
      createdAt: this.now,
      archivedAt: null,
      tags: null,
      priority: null,
      snoozedUntil: null,
    });
  }

  /** Adds a message to its thread and does to the conversation what follows from it. */
  addMessage(conversation: ConversationRow, message: NewMessage): MessageRow {
    const id = message.id ?? newId<MessageId>();
    const { inboundNo, mustReadWaiting } = afterMessage(conversation, { ...message, id });
    if (mustReadWaiting) this.waitingUnknown.add(conversation);
    this.conversations.touch(conversation);
    return this.messages.add({
      id,
      tenantId: this.tenantId,
      conversationId: conversation.id,
      accountId: conversation.accountId,
      direction: message.direction,
      seq: 0,
      at: message.at,
      metaTimestamp: message.metaTimestamp,
      content: JSON.stringify(message.content),
      replyTo: message.replyTo,
      origin: JSON.stringify(message.origin),
      inboundNo,
      wamid: message.wamid,
      sendState: message.sendState === null ? null : JSON.stringify(message.sendState),
      delivery: JSON.stringify(message.delivery),
      version: 1,
      receivedAt: this.now,
      extras: message.extras == null ? null : JSON.stringify(message.extras),
    });
  }

  /** A message of the conversation was no answer after all: whether the customer waits must be read from the thread. */
  async recheckWaiting(conversationId: string): Promise<void> {
    for (const row of await findConversationRows(this.tx, this.tenantId, [conversationId])) {
      const conversation = this.conversations.load(row);
      this.conversations.touch(conversation);
      this.waitingUnknown.add(conversation);
    }
  }

  /** These messages as far as they exist, to be changed in this transaction. */
  async loadMessages(ids: readonly string[]): Promise<MessageRow[]> {
    return (await findMessageRows(this.tx, this.tenantId, ids)).map((row) => this.messages.load(row));
  }

  /** Another synced thing of this transaction: its row is written with the rest, its entry stands behind theirs. */
  addOther(entry: ChangeEntry, write: () => Promise<void>): void {
    this.others.push({ entry, write });
  }

  /** Something that must be written after the rows it points at. */
  afterwards(write: () => Promise<void>): void {
    this.after.push(write);
  }

  /** Writes with `afterwards` what desktops get of a new row: it has to be read for them. */
  completeAfterwards(write: () => Promise<void>): void {
    this.isMoreWritten = true;
    this.after.push(write);
  }

  /** Writes it all. Returns what it appended to the change log, null when nothing changed. Call once. */
  async flush(): Promise<Appended | null> {
    await this.touchPreviews();
    for (const tracked of [this.contacts, this.conversations, this.messages]) tracked.raiseVersions();
    const contacts = [...this.contacts.newRows(), ...this.contacts.changedRows()];
    const conversations = [...this.conversations.newRows(), ...this.conversations.changedRows()];
    const newMessages = this.messages.newRows();
    const changedMessages = this.messages.changedRows();

    // Read in this order by desktops: what others point at comes first.
    const entries: ChangeEntry[] = [
      ...contacts.map(({ id, version }) => ({ entity: 'contact' as const, entityId: id, version })),
      ...conversations.map(({ id, version }) => ({ entity: 'conversation' as const, entityId: id, version })),
      ...[...newMessages, ...changedMessages].map(({ id, version }) => ({
        entity: 'message' as const,
        entityId: id,
        version,
      })),
      ...this.readMarks.map(({ userId, conversationId, version }) => ({
        entity: 'readMark' as const,
        entityId: readMarkId(userId, conversationId),
        version,
        scopeUserId: userId,
      })),
      ...this.others.map(({ entry }) => entry),
    ];
    let appended: Appended | null = null;
    if (entries.length > 0) {
      const first = await this.changeLog.reserve(this.tx, this.tenantId, entries.length);
      this.numberMessages(newMessages, first + contacts.length + conversations.length);
      await upsertContacts(this.tx, contacts);
      await upsertAliases(this.tx, [...this.aliases]);
      await upsertConversations(this.tx, conversations);
      await insertMessages(this.tx, newMessages);
      await updateMessages(this.tx, changedMessages);
      for (const mark of this.readMarks) await upsertReadMark(this.tx, mark);
      for (const { write } of this.others) await write();
      await this.readWaiting();
      await this.changeLog.write(this.tx, this.tenantId, first, entries);
      appended = {
        after: first - 1,
        upTo: first + entries.length - 1,
        changes: () => this.changesFrom(first, contacts, conversations, [...newMessages, ...changedMessages]),
      };
    }
    for (const write of this.after) await write();
    return appended;
  }

  /** As `entries` in `flush` has them; null when that would have to be read, or is not for everyone. */
  private changesFrom(
    first: number,
    contacts: readonly ContactRow[],
    conversations: readonly ConversationRow[],
    messages: readonly MessageRow[],
  ): Change[] | null {
    if (this.isMoreWritten) return null;
    // Of a contact that was there before we know only the aliases that changed.
    if (this.readMarks.length + this.others.length > 0 || contacts.some((row) => !this.contacts.isNew(row)))
      return null;
    if (conversations.some((row) => this.previewOf(row) === undefined)) return null;
    const aliases = Map.groupBy(this.aliases, (alias) => alias.contactId);
    const entities: [EntityKind, Entity][] = [
      ...contacts.map((row): [EntityKind, Entity] => ['contact', toEntity(toContact(row, aliases.get(row.id) ?? []))]),
      ...conversations.map((row): [EntityKind, Entity] => [
        'conversation',
        toEntity(toConversation(row, this.previewOf(row))),
      ]),
      ...messages.map((row): [EntityKind, Entity] => ['message', toEntity(toMessage(row))]),
    ];
    return entities.map(([kind, entity], index) => toChange(kind, first + index, entity));
  }

  private previewOf({ previewMessageId }: ConversationRow): MessageRow | undefined {
    return previewMessageId === null ? undefined : this.messages.get(previewMessageId);
  }

  private numberMessages(messages: readonly MessageRow[], first: number): void {
    let seq = first;
    for (const message of messages) {
      message.seq = seq++;
      const conversation = this.conversations.get(message.conversationId);
      if (conversation?.previewMessageId === message.id) conversation.lastMessageSeq = message.seq;
    }
  }

  /** A list row shows the newest message: when that changes, so does the conversation. */
  private async touchPreviews(): Promise<void> {
    const changed = this.messages.changedRows();
    const missing = changed.map((row) => row.conversationId).filter((id) => this.conversations.get(id) === undefined);
    for (const row of await findConversationRows(this.tx, this.tenantId, [...new Set(missing)])) {
      this.conversations.load(row);
    }
    for (const message of changed) {
      const conversation = this.conversations.get(message.conversationId);
      if (conversation?.previewMessageId === message.id) this.conversations.touch(conversation);
    }
  }

  private async readWaiting(): Promise<void> {
    const corrected: ConversationRow[] = [];
    for (const conversation of this.waitingUnknown) {
      const isDone = conversation.state === 'resolved';
      const waitingSince = isDone ? null : await findWaitingSince(this.tx, this.tenantId, conversation.id);
      if (waitingSince === conversation.waitingSince) continue;
      conversation.waitingSince = waitingSince;
      corrected.push(conversation);
    }
    await upsertConversations(this.tx, corrected);
  }
}
