import { assert, oneof, property, string, webUrl } from 'fast-check';
import { expect, it } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';
import { findDeepLink, parseDeepLink } from './deep-links.ts';

const conversationId = newId<ConversationId>();

it('ruling 60 knows three verbs', () => {
  expect(parseDeepLink(`parley-desktop://conversation/${conversationId}`)).toEqual({
    verb: 'conversation',
    conversationId,
  });
  expect(parseDeepLink(`PARLEY-DESKTOP://conversation/${conversationId}/`)).toEqual({
    verb: 'conversation',
    conversationId,
  });
  expect(parseDeepLink('parley-desktop://settings')).toEqual({ verb: 'settings' });
  expect(parseDeepLink('parley-desktop://auth-callback?code=1&state=2')).toEqual({
    verb: 'auth-callback',
    code: '1',
    state: '2',
  });
});

it.each([
  '',
  'settings',
  'https://settings',
  'parley://settings',
  'parley-desktop:settings',
  'parley-desktop://',
  'parley-desktop://compose?to=1',
  'parley-desktop://settings/../conversation',
  'parley-desktop://conversation',
  'parley-desktop://auth-callback',
  'parley-desktop://auth-callback?code=1',
  'parley-desktop://conversation/1',
  `parley-desktop://conversation/${conversationId}/messages`,
  `parley-desktop://me:secret@conversation/${conversationId}`,
  `parley-desktop://conversation:80/${conversationId}`,
  `parley-desktop://conversation/${conversationId}?${'x'.repeat(3_000)}`,
])('refuses %s', (text) => {
  expect(parseDeepLink(text)).toBeNull();
});

it('refuses garbage, and never throws over it', () => {
  const tail = oneof(string(), webUrl(), string({ unit: 'binary' }));
  const text = oneof(
    tail,
    tail.map((each) => `parley-desktop://${each}`),
    tail.map((each) => `parley-desktop:${each}`),
  );
  assert(
    property(text, (each) => {
      const link = parseDeepLink(each);
      // Only what is word for word one of the three gets through.
      return (
        link === null ||
        /^parley-desktop:\/\/(conversation\/[0-9a-f-]{36}|settings|auth-callback)\/?([?#]|$)/i.test(each)
      );
    }),
  );
});

it('finds the link among the arguments of a start, wherever it stands', () => {
  const link = `parley-desktop://conversation/${conversationId}`;
  expect(findDeepLink(['/usr/bin/parley', '--flag', link, '--another'])).toEqual({
    verb: 'conversation',
    conversationId,
  });
  expect(findDeepLink(['/usr/bin/parley', '--user-data-dir=/x'])).toBeNull();
});
