import type { Conversation } from '#shared/conversation.ts';
import { newId, type MessageId } from '#shared/ids.ts';
import { type Api, createApi } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { expect } from './fixtures.ts';

/** Another agent answers the conversation in which somebody wrote last, from elsewhere. */
export async function colleagueAnswers(team: Team, text: string): Promise<void> {
  const { api } = await signInColleague(team);
  const conversationId = (await newestConversation(api)).id;
  const ids = { id: newId(), messageId: newId<MessageId>() };
  const send = { ...ids, type: 'message.send' as const, conversationId, content: { type: 'text' as const, text } };
  const { results } = await api.call('mutate', {
    body: { mutations: [{ ...send, replyTo: null, basedOn: null, anyway: true }] },
  });
  expect(results[0]?.status).toBe('applied');
}

/** Ben, at a desk elsewhere. */
export async function signInColleague(team: Team): Promise<{ api: Api; userId: string }> {
  const ben = await team.addPerson('ben');
  const api = createApi(team.links.api.url);
  const { accessToken } = await api.call('login', { body: { email: 'ben@parley.example', password: ben.password } });
  api.token = accessToken;
  return { api, userId: ben.userId };
}

/** The conversation in which somebody wrote last, as the server has it; waits for one. */
export function newestConversation(api: Api): Promise<Conversation> {
  return until('a conversation', async () => {
    let newest: Conversation | null = null;
    for (let cursor: string | undefined; ;) {
      const page = await api.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
      for (const { entity, data } of page.rows) {
        if (entity !== 'conversation' || data === null) continue;
        if (data.lastMessageAt >= (newest?.lastMessageAt ?? 0)) newest = data;
      }
      if (page.next === null) return newest;
      cursor = page.next;
    }
  });
}
