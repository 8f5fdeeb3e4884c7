import type { Page } from '@playwright/test';
import type { ConversationRow } from '#shared/inbox.ts';
import type { Conversation, ReadMark } from '#shared/conversation.ts';
import { createApi } from '../support/api.ts';
import type { Person, Team } from '../support/team.ts';
import { expect } from './fixtures.ts';

/** The list of conversations as one hears it, and what the server knows of them. */

export const rows = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');

/** A message of each of the first customers, one after the other: the first waits longest. */
export async function customersWrite(team: Team, count: number): Promise<string[]> {
  const customers = team.simulator.company.customers.slice(0, count);
  const [number] = team.accounts;
  await team.simulator.writeMany(
    customers.map(({ waId }) => ({ waId, phoneNumberId: number?.phoneNumberId ?? '', text: 'Hello?' })),
    { wait: true },
  );
  return customers.map(({ name }) => name);
}

/** The first customer writes to the first number; answers their name. */
export async function customerWrites(team: Team, text: string): Promise<string> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text });
  return customer?.name ?? '';
}

/** The name of the conversation under the keyboard. */
export async function underKeyboard(page: Page): Promise<string> {
  const row = rows(page).filter({ has: page.locator(':focus') });
  await expect(row).toHaveCount(1);
  return (await row.getAttribute('aria-label')) ?? '';
}

/** The last act as the toast says it. */
export const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status', { name: 'Messages from Parley' })).toContainText(text);

export interface Known {
  conversations: Map<string, Conversation>;
  marks: Map<string, ReadMark>;
}

/** What the server has, as this person may see it, by the customer's name. */
export async function onServer(team: Team, name: string, person: Person): Promise<Known> {
  const api = createApi(team.links.api.url);
  const { accessToken } = await api.call('login', {
    body: { email: `${name}@parley.example`, password: person.password },
  });
  api.token = accessToken;
  const names = new Map<string, string>();
  const conversations: Conversation[] = [];
  const marks: ReadMark[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
    for (const row of page.rows) {
      if (row.data === null) continue;
      if (row.entity === 'contact') names.set(row.data.id, row.data.name);
      if (row.entity === 'conversation') conversations.push(row.data);
      if (row.entity === 'readMark') marks.push(row.data);
    }
    if (page.next === null) break;
    cursor = page.next;
  }
  const nameOf = (id: ConversationRow['contactId'] | undefined) => names.get(id ?? '') ?? '';
  const contactOf = new Map(conversations.map(({ id, contactId }) => [id, contactId]));
  return {
    conversations: new Map(conversations.map((one) => [nameOf(one.contactId), one])),
    marks: new Map(marks.map((mark) => [nameOf(contactOf.get(mark.conversationId)), mark])),
  };
}
