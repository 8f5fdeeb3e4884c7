import { beforeAll, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { installBridge } from '../../entities/bridge.fixtures.ts';
import { t0 } from '../../entities/builders.fixtures.ts';

type Store = typeof import('./editor-store.ts');
let store: Store;
beforeAll(async () => {
  installBridge({});
  store = await import('./editor-store.ts');
});

const content = {
  kind: 'quickReply',
  shortcut: 'hours',
  title: 'Opening hours',
  text: 'Mon to Fri',
  media: null,
} as const;
const item = (over: Partial<ReturnType<Store['allQuickReplies']>[number]> = {}) => ({
  id: newId<ReturnType<Store['allQuickReplies']>[number]['id']>(),
  version: 3,
  ownerId: null,
  content,
  updatedBy: newId<NonNullable<ReturnType<Store['allQuickReplies']>[number]['ownerId']>>(),
  updatedAt: t0,
  ...over,
});

it('says what is missing, a taken shortcut and a broken condition', () => {
  const editing = { itemId: null, expected: 0, shared: false, content, base: null };
  const problems = (patch: object, others = [] as ReturnType<typeof item>[]) =>
    store.problemsOf({ ...editing, content: { ...content, ...patch } }, others);
  expect(problems({})).toEqual([]);
  expect(problems({ shortcut: 'two words', title: ' ', text: '' })).toEqual(['shortcut', 'title', 'text']);
  expect(problems({ shortcut: 'HOURS' }, [item()])).toEqual(['shortcutTaken']);
  expect(problems({ text: '{{#if contact.name}}Hi' })).toEqual(['condition']);
});

it('notices that a colleague’s change was kept instead of one’s own, and not one’s own coming back', () => {
  const before = item();
  const mine = { itemId: before.id, expected: 3, shared: true, content: { ...content, text: 'Mine' }, base: content };
  expect(store.conflictOf(mine, [before])).toBeNull();
  expect(store.conflictOf(mine, [{ ...before, version: 4, content: mine.content }])).toBeNull();
  const both = { ...mine.content, title: 'When we are open' };
  expect(store.conflictOf(mine, [{ ...before, version: 5, content: both }])).toBeNull();
  const theirs = { ...before, version: 4, content: { ...content, text: 'Theirs' } };
  expect(store.conflictOf(mine, [theirs])).toEqual({ theirs });
  store.editAgain(mine, theirs);
  expect(store.useEditor.getState().editing).toMatchObject({
    expected: 4,
    content: { text: 'Mine' },
    base: { text: 'Theirs' },
  });
});
