import { expect, it } from 'vitest';
import { newId, type ConversationId, type MessageId } from '#shared/ids.ts';
import { cardId, parseCardId, type Card } from './notifier.ts';
import { readToastArguments, toastXml } from './windows-toast.ts';

const conversationId = newId<ConversationId>();
const card: Card = {
  id: cardId(conversationId, newId<MessageId>()),
  conversationId,
  title: 'Ana "A" <Souza>',
  body: 'Tom & Jerry\u0000',
  reply: { placeholder: 'Reply to Ana' },
  buttons: [{ id: 'claim', label: 'Claim' }],
  sound: 'system',
};

/** The XML without its escapes, as Windows hands an attribute over. */
const unescape = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

it('escapes what a customer wrote and leaves out what XML can’t hold', () => {
  const xml = toastXml(card);
  expect(xml).toContain('<text>Ana &quot;A&quot; &lt;Souza&gt;</text><text>Tom &amp; Jerry</text>');
});

it('puts into every activation which card and which button it is', () => {
  const found = [...toastXml(card).matchAll(/(?:launch|arguments)="([^"]*)"/g)].map((match) =>
    unescape(match[1] ?? ''),
  );
  expect(found.map((text) => new URLSearchParams(text).get('type'))).toEqual(['click', 'reply', 'action']);
  expect(found.map(readToastArguments)).toEqual([
    { cardId: card.id, button: null },
    { cardId: card.id, button: null },
    { cardId: card.id, button: 'claim' },
  ]);
});

it('keeps card ids within the 64 characters of a Windows tag, and knows an id that is not ours', () => {
  expect(card.id).toHaveLength(64);
  expect(parseCardId(card.id)?.conversationId).toBe(conversationId);
  for (const id of ['', 'x', card.id.toUpperCase().replace(/[A-F]/, 'G'), `${card.id}0`])
    expect(parseCardId(id)).toBeNull();
  expect(readToastArguments('garbage')).toEqual({ cardId: '', button: null });
});
