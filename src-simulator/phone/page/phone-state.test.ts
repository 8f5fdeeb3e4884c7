import { expect, it } from 'vitest';
import type { Bubble, Chat, Phone } from '../wire.ts';
import { addBubble, applyEvent, isNewChat, sortChats } from './phone-state.ts';

function aBubble(change: Partial<Bubble>): Bubble {
  return {
    id: 'a',
    isMine: false,
    at: 1,
    type: 'text',
    text: 'hi',
    body: { kind: 'text', text: 'hi', preview: null },
    tick: null,
    quoted: null,
    reaction: null,
    isEdited: false,
    ...change,
  };
}

function aChat(phoneNumberId: string, typingUntil: number): Chat {
  const number = { id: phoneNumberId, name: phoneNumberId, display: '', trade: 'shop' } as const;
  const state = { bubbles: [], unread: 0, catalog: [], isBlocked: false, isMarketingStopped: false };
  return { phoneNumberId, number, typingUntil, ...state };
}

const phone: Phone = {
  waId: '1',
  profile: { waId: '1', userId: 'US.1', username: null, isPhoneHidden: false },
  now: 0,
  chats: [aChat('shop', 99), aChat('hotel', 0)],
};

it('applies the same news twice with the same result, also when the sender already had it', () => {
  const event = { kind: 'bubble', phoneNumberId: 'shop', bubble: aBubble({ isMine: true }), unread: 0 } as const;
  const once = applyEvent(addBubble(phone, 'shop', event.bubble), event);
  expect(applyEvent(once, event)).toEqual(once);
  expect(once.chats[0]?.bubbles).toHaveLength(1);
});

it('puts a late message at its time and changes a tick in place', () => {
  let state = phone;
  for (const [id, at] of [
    ['a', 10],
    ['c', 30],
    ['b', 20],
  ] as const) {
    state = applyEvent(state, { kind: 'bubble', phoneNumberId: 'shop', bubble: aBubble({ id, at }), unread: 1 });
  }
  state = applyEvent(state, {
    kind: 'bubble',
    phoneNumberId: 'shop',
    bubble: aBubble({ id: 'c', at: 30, tick: 'read' }),
    unread: 0,
  });
  expect(state.chats[0]?.bubbles.map(({ id, tick }) => [id, tick])).toEqual([
    ['a', null],
    ['b', null],
    ['c', 'read'],
  ]);
});

it('ends the typing bubble with the message, not with my own', () => {
  const typing = applyEvent(phone, { kind: 'typing', phoneNumberId: 'hotel', typingUntil: 500, now: 1 });
  const after = (isMine: boolean): number | undefined =>
    applyEvent(typing, { kind: 'bubble', phoneNumberId: 'hotel', bubble: aBubble({ isMine }), unread: 1 }).chats[1]
      ?.typingUntil;
  expect(after(true)).toBe(500);
  expect(after(false)).toBe(0);
});

it('sorts chats by their newest message and leaves the untouched ones last', () => {
  const state = applyEvent(phone, { kind: 'bubble', phoneNumberId: 'hotel', bubble: aBubble({ at: 5 }), unread: 1 });
  expect(sortChats(state.chats).map(({ phoneNumberId }) => phoneNumberId)).toEqual(['hotel', 'shop']);
});

it('notices a chat that the phone does not have yet', () => {
  const event = (phoneNumberId: string) => ({ kind: 'typing', phoneNumberId, typingUntil: 1, now: 1 }) as const;
  expect([isNewChat(phone, event('hotel')), isNewChat(phone, event('device-447700900123'))]).toEqual([false, true]);
});
