import { expect, it } from 'vitest';
import { AppError } from '../error.ts';
import { newId, type ConversationId } from '../ids.ts';
import { createApi } from './ipc-client.ts';

const conversationId = newId<ConversationId>();
const answering = (envelope: unknown) => {
  const asked: { channel: string; input: unknown }[] = [];
  const api = createApi({
    invoke: async (channel, input) => {
      asked.push({ channel, input });
      return envelope;
    },
    on: () => () => {},
  });
  return { api, asked };
};

it('S-17 asks on the contract’s channel and gives back the value', async () => {
  const { api, asked } = answering({ ok: true, value: { text: 'hi' } });
  await expect(api.drafts.get({ conversationId, mode: 'reply' })).resolves.toEqual({ text: 'hi' });
  expect(asked).toEqual([{ channel: 'parley:drafts.get', input: { conversationId, mode: 'reply' } }]);
});

it('ruling 61: pages cross as one JSON string and arrive as objects', async () => {
  const { api } = answering({ ok: true, value: '{"messages":[],"older":null}' });
  const page = await api.messages.page({ conversationId, before: null, limit: 50 });
  expect(page).toEqual({ messages: [], older: null });
});

it('turns an error envelope back into an AppError with its code', async () => {
  const { api } = answering({
    ok: false,
    error: { code: 'stale_reply', message: 'Ana replied', details: { by: 'Ana' } },
  });
  const thrown = await api.session.leave().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ code: 'stale_reply', message: 'Ana replied', details: { by: 'Ana' } });
});
