import { expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { aPending, aSend } from './entities.fixtures.ts';
import { pendingMessage, textOf } from './pending.ts';

it('M-3 a picture on its way has its bubble, and its words when it comes back as a draft', () => {
  const media = { link: 'https://files.example/box.png' };
  const send = aSend({ content: { type: 'media', kind: 'image', media, caption: 'The box', voice: false } });
  expect(pendingMessage(aPending(send), newId())?.content).toMatchObject({
    type: 'media',
    media: { ...media, state: 'pending' },
    caption: 'The box',
  });
  expect(textOf(send)).toBe('The box');
});
