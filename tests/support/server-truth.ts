import type { Account } from '#shared/account.ts';
import type { Change } from '#shared/change.ts';
import { phoneVariants } from '#shared/phone.ts';
import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { Api } from './api.ts';

/** All of a tenant that one user may see, as the server has it. */
export interface ServerTruth {
  upTo: number;
  accounts: Account[];
  contacts: Contact[];
  conversations: Conversation[];
  messages: Message[];
}

/** Reads snapshot and tail the way a new desktop does, but keeps it in memory and trusts nothing else. */
export async function readServer(api: Api): Promise<ServerTruth> {
  const rows = new Map<string, Change>();
  let cursor: string | undefined;
  let epoch = '';
  let upTo = 0;
  do {
    const page = await api.call('snapshot', {
      query: cursor === undefined ? { limit: 2000 } : { cursor, limit: 2000 },
    });
    for (const row of page.rows) rows.set(`${row.entity}/${row.id}`, row);
    epoch = page.epoch;
    upTo = page.upTo;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  for (;;) {
    const page = await api.call('changes', { query: { epoch, after: upTo, limit: 1000 } });
    for (const row of page.changes) rows.set(`${row.entity}/${row.id}`, row);
    upTo = page.upTo;
    if (upTo >= page.head) break;
  }
  const truth: ServerTruth = { upTo, accounts: [], contacts: [], conversations: [], messages: [] };
  for (const row of rows.values()) {
    if (row.data === null) continue;
    if (row.entity === 'account') truth.accounts.push(row.data);
    else if (row.entity === 'contact') truth.contacts.push(row.data);
    else if (row.entity === 'conversation') truth.conversations.push(row.data);
    else if (row.entity === 'message') truth.messages.push(row.data);
  }
  return truth;
}

/** Which thread the messages of a customer's number on a business number belong in, by `phoneNumberId/waId`. */
export function threadsByCustomer(truth: ServerTruth, waIds: Iterable<string>): Map<string, ConversationId> {
  const contactOf = new Map(
    truth.contacts.flatMap(({ id, aliases }) =>
      aliases.filter(({ kind }) => kind === 'phone' || kind === 'wa_id').map(({ value }) => [value, id] as const),
    ),
  );
  const threadOf = new Map(truth.conversations.map((each) => [`${each.accountId}/${each.contactId}`, each.id]));
  const found = new Map<string, ConversationId>();
  for (const waId of waIds) {
    const contactId = phoneVariants(waId)
      .map((variant) => contactOf.get(variant))
      .find((id) => id !== undefined);
    for (const account of truth.accounts) {
      const thread = threadOf.get(`${account.id}/${contactId}`);
      if (thread !== undefined) found.set(`${account.phoneNumberId}/${waId}`, thread);
    }
  }
  return found;
}
