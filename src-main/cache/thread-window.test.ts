import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Content } from '#shared/content.ts';
import { newId, type MediaId, type MessageId, type MutationId } from '#shared/ids.ts';
import type { GalleryKind, MessagePage, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import type { Message } from '#shared/message.ts';
import { aConversation, aMessage, changeTo, me, minute, t0 } from './entities.fixtures.ts';
import { WorkspaceStore } from './workspace-store.ts';

const conversation = aConversation();

function filled(messages: readonly Message[], since = 0): WorkspaceStore {
  const store = new WorkspaceStore({ dir: null, key: null, now: t0 }, () => undefined);
  store.setOwner({ userId: me, superadmin: false });
  store.snapshotBegin(since);
  store.snapshotRows(messages.map((message) => changeTo('message', message, message.seq)));
  store.snapshotFinish({ epoch: 'e', seq: 0 });
  return store;
}

const said = (text: string, index = 0, fields: Partial<Message> = {}) =>
  aMessage({
    conversationId: conversation.id,
    at: t0 + index * minute,
    seq: index + 1,
    content: { type: 'text', text },
    ...fields,
  });

function around(store: WorkspaceStore, place: { messageId: MessageId } | { at: number }): MessagePage {
  const found = store.threadAround({ conversationId: conversation.id, place });
  if (!('json' in found)) throw new Error(`missing ${JSON.stringify(found.missing)}`);
  return JSON.parse(found.json) as MessagePage;
}

it('a jump lands between what was said before and after, and pages go on from there to the newest', () => {
  const times = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(times, fc.nat(), fc.integer({ min: 1, max: 30 }), (minutes, pick, limit) => {
      const messages = minutes.map((at, seq) => said(`no ${seq}`, at, { seq: seq + 1 }));
      const ordered = messages.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
      const target = ordered[pick % ordered.length]!;
      const store = filled(messages);
      const first = around(store, { messageId: target.id });
      expect(first.messages.map(({ id }) => id)).toContain(target.id);
      const seen = first.messages.map(({ id }) => id);
      for (let after = first.newer; after !== null;) {
        const query = { conversationId: conversation.id, before: null, after, limit };
        const page = JSON.parse(store.threadPage(query).json) as MessagePage;
        seen.push(...page.messages.map(({ id }) => id));
        after = page.newer;
      }
      const from = ordered.findIndex(({ id }) => id === seen[0]);
      expect(seen).toEqual(ordered.slice(from).map(({ id }) => id));
      if (first.older === null) expect(from).toBe(0);
      store.close();
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 40 },
  );
});

it('a jump to a day lands at its first message, before the beginning at the beginning', () => {
  const messages = Array.from({ length: 200 }, (_, index) => said(`no ${index}`, index));
  const store = filled(messages);
  expect(around(store, { at: t0 + 100 * minute - 1 }).messages[40]?.id).toBe(messages[100]?.id);
  const start = around(store, { at: 0 });
  expect([start.messages[0]?.id, start.older]).toEqual([messages[0]?.id, null]);
  store.close();
});

it('says what has to be fetched before a jump to where this computer has nothing', () => {
  const store = filled([said('new', 10)], t0 + 5 * minute);
  const ask = (place: { messageId: MessageId } | { at: number }) =>
    store.threadAround({ conversationId: conversation.id, place });
  for (const place of [{ messageId: newId<MessageId>() }, { at: t0 }]) {
    expect(ask(place)).toMatchObject({ missing: { beforeAt: t0 + 5 * minute } });
  }
  store.insertOlder(conversation.id, [said('old', 0)], true);
  expect(ask({ at: t0 })).toHaveProperty('json');
  expect(ask({ messageId: newId<MessageId>() })).toEqual({ missing: null });
  store.close();
});

it('finds a text in every part of a message, without case and accents, over thousands of messages', () => {
  const messages = Array.from({ length: 9000 }, (_, index) =>
    said(index % 3000 === 7 ? 'Schöne GRÜßE' : 'hello', index),
  );
  const place: Content = { type: 'location', latitude: 1, longitude: 2, name: 'Café Grusse', address: null };
  messages.push(said('', 9000, { content: place }));
  const store = filled(messages);
  const hits: ThreadPosition[] = [];
  let next: ThreadPosition | null = null;
  let pieces = 0;
  do {
    const page = store.scanThread(conversation.id, { find: 'Gru' }, next);
    hits.push(...page.hits.map((hit) => JSON.parse(hit) as ThreadPosition));
    next = page.next;
    pieces += 1;
  } while (next !== null);
  expect(hits.map(({ id }) => messages.findIndex((message) => message.id === id))).toEqual([9000, 6007, 3007, 7]);
  expect(pieces).toBe(3);
  store.close();
});

it('collects pictures, documents and links, and nothing that was deleted', () => {
  const file = (kind: 'image' | 'document', fields: Partial<Message> = {}) => {
    const media = {
      id: newId<MediaId>(),
      mimeType: 'x/y',
      filename: null,
      size: 1,
      sha256: null,
      state: 'ready' as const,
    };
    return said('', 1, { content: { type: 'media', kind, media, caption: null, voice: false }, ...fields });
  };
  const picture = file('image');
  const paper = file('document', { seq: 3 });
  const link = said('see *https://example.com/a*', 2);
  const messages = [picture, paper, link, file('image', { seq: 9, deletedAt: t0 }), said('a/b, no link', 3)];
  const store = filled(messages);
  const of = (gallery: GalleryKind) =>
    store.scanThread(conversation.id, { gallery }, null).hits.map((hit) => (JSON.parse(hit) as ThreadMessage).id);
  expect([of('media'), of('documents'), of('links')]).toEqual([[picture.id], [paper.id], [link.id]]);
  store.close();
});

it('a reaction of ours shows at once, in every view of the message, and can be taken away', () => {
  const message = said('agreed?', 1, { reactions: [{ by: 'customer', userId: null, emoji: '❤️', at: t0 }] });
  const store = filled([message]);
  const react = (emoji: string) => {
    const id = newId<MutationId>();
    const mutation = {
      id,
      type: 'message.react',
      conversationId: conversation.id,
      messageId: message.id,
      emoji,
    } as const;
    return store.enqueue(mutation, { now: t0 + minute, notBefore: null, accountId: null, clearDraft: null });
  };
  const { change } = react('👍');
  const team = { by: 'team', userId: me, emoji: '👍', at: t0 + minute };
  expect(change.messages.map(({ reactions }) => reactions)).toEqual([[...(message.reactions ?? []), team]]);
  const page = JSON.parse(
    store.threadPage({ conversationId: conversation.id, before: null, limit: 9 }).json,
  ) as MessagePage;
  expect(page.messages[0]?.reactions).toHaveLength(2);
  react('');
  expect(store.message(conversation.id, message.id)?.reactions).toEqual(message.reactions);
  store.close();
});
