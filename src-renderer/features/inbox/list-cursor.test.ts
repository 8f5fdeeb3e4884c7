import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';

vi.stubGlobal('window', { parley: {} });
const { focusRow, leaveGoneRow, rowBeside, setCursor, useListCursor } = await import('./list-cursor.ts');
const { useConversations } = await import('../../entities/conversations.ts');

const ids = Array.from({ length: 4 }, () => newId<ConversationId>());
const [a, b, c, d] = ids;

it('goes down and up, and stops at the ends', () => {
  expect(rowBeside(ids, a ?? null, 1)).toBe(b);
  expect(rowBeside(ids, b ?? null, -1)).toBe(a);
  expect(rowBeside(ids, d ?? null, 1)).toBeNull();
});

it('begins at the top going down, and at the bottom going up, when nothing is chosen', () => {
  expect([rowBeside(ids, null, 1), rowBeside(ids, newId(), -1)]).toEqual([a, d]);
});

it('skips what is not wanted', () => {
  expect(rowBeside(ids, a ?? null, 1, (id) => id === d)).toBe(d);
  expect(rowBeside(ids, a ?? null, 1, () => false)).toBeNull();
});

describe('a row that leaves the list', () => {
  let isOnRow = true;
  beforeEach(() => {
    isOnRow = true;
    vi.stubGlobal('document', { activeElement: { closest: () => (isOnRow ? {} : null) } });
    useConversations.setState({ ids, status: 'ready' });
  });
  const stop = useConversations.subscribe(leaveGoneRow);
  afterAll(stop);
  const leave = (...gone: (ConversationId | undefined)[]) =>
    useConversations.setState({ ids: ids.filter((id) => !gone.includes(id)) });

  it('hands the keyboard on to the next that stays, at the end to the one before', () => {
    setCursor(b ?? null);
    leave(b, c);
    expect(useListCursor.getState()).toEqual({ id: d, isAsked: true });
    setCursor(d ?? null);
    leave(b, c, d);
    expect(useListCursor.getState()).toEqual({ id: a, isAsked: true });
  });

  it('does so too when the keyboard was only on its way there', () => {
    isOnRow = false;
    focusRow(b ?? null);
    leave(b);
    expect(useListCursor.getState()).toEqual({ id: c, isAsked: true });
  });

  it('leaves the keyboard to whoever types elsewhere', () => {
    isOnRow = false;
    setCursor(b ?? null);
    leave(b);
    expect(useListCursor.getState()).toEqual({ id: c, isAsked: false });
  });

  it('stays where it is when another row leaves, and when another list begins', () => {
    setCursor(b ?? null);
    leave(a);
    expect(useListCursor.getState()).toEqual({ id: b, isAsked: false });
    useConversations.setState({ status: 'loading' });
    leave(b);
    expect(useListCursor.getState()).toEqual({ id: b, isAsked: false });
  });
});
