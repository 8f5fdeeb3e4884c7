import { describe, expect, it } from 'vitest';
import { MutationId } from '#shared/ids.ts';
import { aConversation, aReadMark, day, t0 } from '../cache/entities.fixtures.ts';
import {
  eventually,
  backend,
  clock,
  workspace,
  conversation,
  first,
  freshWorkspaceForEachTest,
  holdSends,
  open,
  parse,
  list,
  thread,
  texts,
  signedIn,
  send,
  outbox,
  drained,
  nobody,
} from './workspace.fixtures.ts';

freshWorkspaceForEachTest();

describe('sending', () => {
  it('R-6a is on disk before it is shown, then one message with the backend’s truth, and clears its draft', async () => {
    await signedIn();
    const draft = { conversationId: conversation.id, mode: 'reply' } as const;
    await workspace.drafts.save({ ...draft, text: 'Good morn' });
    expect((await list())[0]?.draft).toBe('Good morn');
    const bubble = await send('Good morning');
    expect(bubble.outbox?.state).toBe('pending');
    expect(await workspace.drafts.get(draft)).toEqual({ text: '' });
    await drained();
    await eventually(async () => {
      const { messages } = await thread();
      expect(messages.map(({ id, outbox: unsent }) => [id, unsent])).toEqual([
        [first.id, null],
        [bubble.id, null],
      ]);
    });
    expect(backend.applied).toHaveLength(1);
  });

  it('R-6a offline: kept over a restart, then delivered in order and once', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    const sent = [await send('one'), await send('two')];
    await workspace.messages.addNote({ conversationId: conversation.id, text: 'three' });
    expect(await texts()).toEqual(['CANARY hello', 'one', 'two', 'three']);
    expect((await workspace.outbox.list()).map(({ mutation, contactName }) => [mutation.type, contactName])).toEqual([
      ['message.send', 'Ana Souza'],
      ['message.send', 'Ana Souza'],
      ['note.add', 'Ana Souza'],
    ]);
    await workspace.close();
    await open();
    await workspace.resumeSession();
    await drained();
    const messages = backend.entitiesOf('message').slice(1) as { id: string; direction: string }[];
    expect(messages.map(({ id }) => id).slice(0, 2)).toEqual(sent.map(({ id }) => id));
    expect(messages.map(({ direction }) => direction)).toEqual(['outbound', 'outbound', 'note']);
  });

  it('R-6b goes out again after a lost answer, and the backend has it once', async () => {
    await signedIn();
    backend.before = (name) => {
      if (name !== 'mutate') return undefined;
      backend.before = () => undefined;
      return 'lose';
    };
    await send('once');
    // Whenever the lost answer is noticed: the time to try again comes.
    await eventually(() => {
      clock.advance(1000);
      expect(backend.requests.filter(({ name }) => name === 'mutate')).toHaveLength(2);
    });
    await drained();
    expect(backend.applied).toHaveLength(1);
    expect(backend.entitiesOf('message')).toHaveLength(2);
    expect(await texts()).toEqual(['CANARY hello', 'once']);
  });

  it('ruling 49: a colleague was faster: the text waits for its writer, who sends it anyway', async () => {
    await signedIn();
    const { apply } = backend;
    backend.apply = (mutation) =>
      'anyway' in mutation && !mutation.anyway
        ? { code: 'stale_reply', message: 'A colleague has answered meanwhile', details: { messages: [] } }
        : apply(mutation);
    await send('me too');
    await eventually(async () => expect(await outbox()).toEqual({ pending: 0, attention: 1 }));
    const [item] = await workspace.outbox.list();
    expect(item).toMatchObject({ state: 'rejected', error: { code: 'stale_reply' } });
    await workspace.messages.sendAnyway({ mutationId: MutationId.parse(item?.mutationId) });
    await drained();
    expect(await texts()).toEqual(['CANARY hello', 'me too']);
  });

  it('ruling 68: can be undone until it leaves, and the text is a draft again', async () => {
    await signedIn();
    holdSends();
    const bubble = await send('oops');
    expect(bubble.outbox?.heldUntil).toBe(t0 + 5000);
    clock.advance(4000);
    expect(await workspace.messages.takeBack({ mutationId: MutationId.parse(bubble.outbox?.mutationId) })).toEqual({
      text: 'oops',
    });
    clock.advance(10_000);
    expect(await texts()).toEqual(['CANARY hello']);
    expect((await list())[0]?.draft).toBe('oops');
    expect(backend.applied).toEqual([]);
  });

  it('is refused at once, offline too, outside the window, without the right and without words', async () => {
    await signedIn();
    await expect(send(' \n')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send('x'.repeat(4097))).rejects.toMatchObject({ code: 'invalid_input' });
    backend.put('user', { ...backend.user, version: 2, role: 'viewer' });
    await eventually(async () => expect(parse(await workspace.directory.get()).me.role).toBe('viewer'));
    await expect(send('hi')).rejects.toMatchObject({ code: 'forbidden' });
    await workspace.close();
    clock.advance(day);
    await open({ at: nobody });
    await workspace.resumeSession();
    await expect(send('hi')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await outbox()).toEqual({ pending: 0, attention: 0 });
  });

  it('shows an assignment at once, and says why when somebody else was faster', async () => {
    await signedIn();
    const refused: unknown[] = [];
    workspace.on('refused', (answer) =>
      refused.push(...answer.map(({ error, conversation: row }) => [error.message, row?.id])),
    );
    backend.apply = () => ({ code: 'conflict', message: 'Already assigned to Leo' });
    const assign = { conversationId: conversation.id, assigneeId: backend.user.id, expected: null };
    const told: string[] = [];
    workspace.on('acted', ({ conversations: [row] }) => told.push(`acted ${row?.assigneeId}`));
    workspace.on('storeChange', ({ conversations: [row] }) => told.push(`changed ${row?.assigneeId}`));
    await workspace.conversations.assign(assign);
    // Whoever looks at the change knows by then whose doing it is.
    expect(told.slice(0, 2)).toEqual([`acted ${backend.user.id}`, `changed ${backend.user.id}`]);
    await eventually(() => expect(refused).toEqual([['Already assigned to Leo', conversation.id]]));
    expect((await list())[0]?.assigneeId).toBeNull();
    await drained();
  });

  it('tells at once what the server did not take of what was done offline, with the conversations', async () => {
    await signedIn();
    const other = aConversation({ contactId: conversation.contactId });
    backend.put('conversation', other);
    await eventually(async () => expect(await list()).toHaveLength(2));
    await workspace.close();
    await open({ at: nobody });
    await workspace.resumeSession();
    for (const conversationId of [conversation.id, other.id])
      await workspace.conversations.prioritise({ conversationId, priority: 'high' });
    await workspace.conversations.mark({ conversationId: conversation.id, muted: true });
    await workspace.close();
    backend.apply = ({ type }) => ({ code: 'conflict', message: `${type} was refused` });
    await open();
    const refused: unknown[] = [];
    workspace.on('refused', (answer) =>
      refused.push(answer.map(({ error, conversation: row }) => [error.message, row?.id])),
    );
    await workspace.resumeSession();
    await eventually(() => expect(refused).toHaveLength(1));
    expect(refused).toEqual([
      [
        ['conversation.prioritise was refused', conversation.id],
        ['conversation.prioritise was refused', other.id],
        ['conversation.mark was refused', conversation.id],
      ],
    ]);
  });

  it('marks what was seen as read once, however often it is told', async () => {
    await signedIn();
    backend.apply = () => {
      backend.put('readMark', aReadMark({ conversationId: conversation.id, inboundNo: 1 }));
      return null;
    };
    await workspace.markSeen(conversation.id);
    expect(await workspace.unreadConversations()).toBe(0);
    await workspace.markSeen(conversation.id);
    await drained();
    await workspace.markSeen(conversation.id);
    expect(await workspace.unreadConversations()).toBe(0);
    expect(backend.requests.filter(({ name }) => name === 'mutate')).toHaveLength(1);
  });
});
