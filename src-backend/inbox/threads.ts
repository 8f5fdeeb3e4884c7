import type { ContactRow } from './contacts.repository.ts';
import {
  type ConversationRow,
  findConversationOfMerged,
  findConversationsOfContacts,
} from './conversations.repository.ts';
import type { InboxWork } from './inbox-work.ts';

/** The conversations of a batch, each looked up or made once. */
export class Threads {
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
