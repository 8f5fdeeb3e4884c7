import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { newId, type MutationId, type UserId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { aThreadMessage, noon } from '../../tests/support/builders.ts';
import { setUp } from './center.fixtures.ts';

it('journals a typed reply first, against the message shown, then claims and marks seen, and closes the card', async () => {
  const { ready, write, act, done, cardOf, row, directory } = setUp();
  await ready;
  const { message } = await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes, it is' });
  expect(done).toEqual([
    [
      'send',
      {
        conversationId: row.id,
        content: { type: 'text', text: 'Yes, it is' },
        replyTo: null,
        basedOn: message.id,
        keepsDraft: true,
      },
    ],
    ['markSeen', row.id],
    ['assign', { conversationId: row.id, assigneeId: directory.me.id, expected: null }],
  ]);
  expect(cardOf()).toBeUndefined();
});

it('sends a reply once although the system reports it twice, and ignores an empty one', async () => {
  const { ready, write, act, done, cardOf } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'reply', cardId, text: '   ' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done.filter(([what]) => what === 'send')).toHaveLength(1);
});

it('does not claim a conversation that is somebody’s already', async () => {
  const { ready, write, change, act, done, cardOf, directory } = setUp();
  await ready;
  await change({ row: { assigneeId: directory.me.id } });
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  expect(done.map(([what]) => what)).toEqual(['send', 'markSeen']);
});

it('ruling 49 tells of a colleague’s earlier answer and sends only when the person says so', async () => {
  const { ready, write, change, act, done, sent, cardOf } = setUp();
  await ready;
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  const [message] = sent;
  const mutationId = message?.outbox?.mutationId ?? newId<MutationId>();
  const rejected = {
    ...(message ?? aThreadMessage()),
    outbox: {
      mutationId,
      state: 'rejected' as const,
      heldUntil: null,
      error: { code: 'stale_reply' as const, message: 'Ben replied 20 s ago' },
    },
  };
  await change({ message: rejected });
  expect(cardOf()).toMatchObject({ body: 'Ben replied 20 s ago', buttons: [{ id: 'send_anyway' }, { id: 'open' }] });
  const cardId = cardOf()?.id ?? '';
  await act({ kind: 'button', cardId, button: 'send_anyway' });
  await act({ kind: 'button', cardId, button: 'send_anyway' });
  expect(done.filter(([what]) => what === 'sendAnyway')).toEqual([['sendAnyway', { mutationId }]]);
});

it('keeps the text as a draft, below the one that is there, when it can’t be journalled', async () => {
  const { ready, write, act, drafts, failSending, cardOf, row } = setUp();
  await ready;
  await write();
  drafts.set(row.id, 'Dear Ana,');
  failSending(new AppError('forbidden', 'You may not answer here.'));
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
  expect(drafts.get(row.id)).toBe('Dear Ana,\nYes');
  expect(cardOf()).toMatchObject({
    title: 'Not sent to Ana Souza',
    body: 'You may not answer here. Your text is kept as a draft.',
    buttons: [{ id: 'open' }],
  });
});

it('refuses a reply that WhatsApp would refuse for its length, and keeps it', async () => {
  const { ready, write, act, drafts, done, cardOf, row } = setUp();
  await ready;
  await write();
  await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'x'.repeat(4097) });
  expect(done).toEqual([]);
  expect(drafts.get(row.id)).toHaveLength(4097);
  expect(cardOf()?.body).toContain('4096');
});

it('tells when WhatsApp refuses the reply or does not confirm it, and not when it went through', async () => {
  const { ready, write, change, act, sent, cardOf } = setUp();
  await ready;
  const reply = async (): Promise<ThreadMessage> => {
    await write();
    await act({ kind: 'reply', cardId: cardOf()?.id ?? '', text: 'Yes' });
    return { ...(sent.at(-1) ?? aThreadMessage()), outbox: null };
  };
  const failure = { code: 131047, title: 'Re-engagement message', details: null, at: noon };
  const refused = await reply();
  await change({ message: { ...refused, sendState: { state: 'sending' } } });
  expect(cardOf()).toBeUndefined();
  await change({ message: { ...refused, sendState: { state: 'rejected', failure } } });
  expect(cardOf()?.body).toBe('WhatsApp refused it: Re-engagement message');
  const lost = await reply();
  await change({ message: { ...lost, sendState: { state: 'uncertain', since: noon, left: false } } });
  expect(cardOf()?.body).toContain('did not confirm');
  const fine = await reply();
  await change({ message: { ...fine, sendState: { state: 'accepted' } } });
  await change({ message: { ...fine, sendState: { state: 'rejected', failure } } });
  expect(cardOf()).toBeUndefined();
});

it.each([
  ['read', { unread: 0 }],
  ['resolved', { state: 'resolved' as const }],
  ['a colleague’s', { assigneeId: newId<UserId>() }],
])('takes the card away when the conversation is %s, also after a catch-up', async (_what, row) => {
  for (const reload of [false, true]) {
    const { ready, write, change, cardOf } = setUp();
    await ready;
    await write();
    expect(cardOf()).toBeDefined();
    await change({ row, reload });
    expect(cardOf()).toBeUndefined();
  }
});

it('does not send a late reply to what a colleague has taken; the text waits until the person says so', async () => {
  const { ready, write, change, act, done, drafts, cardOf, row } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  await change({ row: { assigneeId: newId<UserId>() } });
  expect(cardOf()).toBeUndefined();
  drafts.set(row.id, 'Dear Ana,');
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done).toEqual([]);
  expect(drafts.get(row.id)).toBe('Dear Ana,\nYes');
  expect(cardOf()?.body).toBe('A colleague has taken this conversation. Your text is kept as a draft.');
  await act({ kind: 'button', cardId: cardOf()?.id ?? '', button: 'send_anyway' });
  expect(done).toMatchObject([['send', { content: { text: 'Yes' } }]]);
  expect(drafts.get(row.id)).toBe('Dear Ana,');
});

it('while locked says nothing, opens nothing and keeps what is typed', async () => {
  const { ready, center, write, act, done, drafts, state, settle, cardOf, row } = setUp();
  await ready;
  await write();
  const cardId = cardOf()?.id ?? '';
  state.locked = true;
  center.hide();
  await settle();
  expect(cardOf()).toBeUndefined();
  await act({ kind: 'open', cardId });
  await act({ kind: 'button', cardId, button: 'resolve' });
  await act({ kind: 'reply', cardId, text: 'Yes' });
  expect(done).toEqual([['inbox'], ['inbox']]);
  expect(drafts.get(row.id)).toBe('Yes');
  await write();
  expect(cardOf()).toMatchObject({ title: 'Parley', reply: null, buttons: [] });
});
