import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { createApi } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { expect } from './fixtures.ts';

/** Another agent answers the only conversation there is, from elsewhere. */
export async function colleagueAnswers(team: Team, text: string): Promise<void> {
  const ben = await team.addPerson('ben');
  const api = createApi(team.links.api.url);
  const { accessToken } = await api.call('login', { body: { email: 'ben@parley.example', password: ben.password } });
  api.token = accessToken;
  const conversationId = await until('the conversation', async () => {
    let cursor: string | undefined;
    for (;;) {
      const page = await api.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
      const row = page.rows.find(({ entity }) => entity === 'conversation');
      // An id of the snapshot's conversation rows.
      if (row !== undefined) return row.id as ConversationId;
      if (page.next === null) return null;
      cursor = page.next;
    }
  });
  const ids = { id: newId(), messageId: newId<MessageId>() };
  const send = { ...ids, type: 'message.send' as const, conversationId, content: { type: 'text' as const, text } };
  const { results } = await api.call('mutate', {
    body: { mutations: [{ ...send, replyTo: null, basedOn: null, anyway: true }] },
  });
  expect(results[0]?.status).toBe('applied');
}
