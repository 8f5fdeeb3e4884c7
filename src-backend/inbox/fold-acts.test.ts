import { expect, it } from 'vitest';
import type { Content } from '#shared/content.ts';
import type { MediaId, UserId } from '#shared/ids.ts';
import { type Act, foldActs, isFuller } from './fold-acts.ts';

const photo = (caption: string | null, state: 'pending' | 'ready' = 'pending'): Content => ({
  type: 'media',
  kind: 'image',
  media: { id: 'm' as MediaId, mimeType: 'image/jpeg', filename: null, size: null, sha256: null, state },
  caption,
  voice: false,
});
const text = (words: string): Content => ({ type: 'text', text: words });
const act = (kind: string, timestamp: number, value: string | null, actor = 'customer'): Act => ({
  wamid: `${kind}-${timestamp}`,
  kind,
  actor,
  value,
  timestamp,
});
const all = () => true;

it('an edit of a photo changes its caption; the file stays, as far as it has come meanwhile', () => {
  const edited = foldActs({ direction: 'inbound', content: photo('Old'), extras: {} }, [act('edit', 5, 'New')], all);
  expect(edited).toEqual({
    content: photo('New'),
    extras: { edits: [{ content: photo('Old'), until: 5000 }] },
  });
  const fetched = { direction: 'inbound', content: photo('New', 'ready'), extras: edited.extras };
  expect(foldActs(fetched, [act('edit', 5, 'New'), act('edit', 3, '')], all)).toEqual({
    content: photo('New', 'ready'),
    extras: {
      edits: [
        { content: photo('Old', 'ready'), until: 3000 },
        { content: photo(null, 'ready'), until: 5000 },
      ],
    },
  });
});

it('people edit and delete only what they wrote themselves', () => {
  const message = { direction: 'outbound', content: text('ours'), extras: {} };
  expect(foldActs(message, [act('edit', 1, 'theirs'), act('revoke', 2, null)], all)).toEqual({
    content: text('ours'),
    extras: {},
  });
});

it('a deleted message still says what it was', () => {
  const message = { direction: 'inbound', content: text('oops'), extras: {} };
  expect(foldActs(message, [act('revoke', 2, null)], all)).toEqual({
    content: text('oops'),
    extras: { deletedAt: 2000 },
  });
});

it('of a reaction given here and one given on the phone app the later one counts', () => {
  const userId = 'u' as UserId;
  const extras = { reactions: [{ by: 'team' as const, userId, emoji: '👍', at: 4000 }] };
  const message = { direction: 'inbound', content: text('x'), extras };
  const onPhone = (second: number) => foldActs(message, [act('reaction', second, '❤️', 'team')], all).extras;
  expect(onPhone(3)).toEqual(extras);
  expect(onPhone(5)).toEqual({ reactions: [{ by: 'team', userId: null, emoji: '❤️', at: 5000 }] });
});

it('a reaction given and taken back within one second is gone, in whichever order that becomes known', () => {
  const message = { direction: 'inbound', content: text('x'), extras: {} };
  const given = { ...act('reaction', 5, '❤️'), wamid: 'b' };
  for (const wamid of ['a', 'c']) {
    const taken = { ...act('reaction', 5, null), wamid };
    expect(foldActs(message, [given, taken], all).extras).toEqual({});
    expect(foldActs(message, [taken, given], all).extras).toEqual({});
  }
});

it('a reaction of the phone app that was taken into account before does not come back after it was taken away here', () => {
  const message = { direction: 'inbound', content: text('x'), extras: {} };
  const known = act('reaction', 5, '❤️', 'team');
  const edit = act('edit', 9, 'y');
  expect(foldActs(message, [known, edit], (each) => each === edit).extras).toEqual({
    edits: [{ content: text('x'), until: 9000 }],
  });
});

it('keeps the first words of a message that is edited without end', () => {
  const edits = Array.from({ length: 80 }, (_, n) => act('edit', n + 1, `edit ${n}`));
  const { extras, content } = foldActs({ direction: 'inbound', content: text('first'), extras: {} }, edits, all);
  expect(content).toEqual(text('edit 79'));
  expect(extras.edits).toHaveLength(50);
  expect(extras.edits?.[0]?.content).toEqual(text('first'));
  expect(extras.edits?.at(-1)?.content).toEqual(text('edit 78'));
});

it('a placeholder becomes its message and a call goes forward, never back', () => {
  const placeholder: Content = { type: 'unsupported', kind: 'media_placeholder' };
  const call = (kind: string): Content => ({ type: 'system', kind, text: kind });
  expect(isFuller(placeholder, photo(null))).toBe(true);
  expect(isFuller(placeholder, placeholder)).toBe(false);
  expect(isFuller(photo(null), placeholder)).toBe(false);
  expect(isFuller(call('call_started'), call('call_ended'))).toBe(true);
  expect(isFuller(call('call_ended'), call('call_accepted'))).toBe(false);
  expect(isFuller(text('a'), text('b'))).toBe(false);
});
