import { expect, it } from 'vitest';
import { OutgoingEmoji } from '#shared/outgoing.ts';
import { everyEmoji, findEmoji } from './emoji.ts';

const signs = (query: string, usual: string[] = []) => findEmoji(query, usual, 8).map(({ sign }) => sign);

it('finds by English name and by what people call it', () => {
  expect(signs('thumbs up')[0]).toBe('👍');
  expect(signs('like')).toContain('👍');
  expect(signs('thumbs_up')[0]).toBe('👍');
  expect(signs('red heart')[0]).toBe('❤️');
  expect(signs('qzqz')).toEqual([]);
});

it('what is used most stands first', () => {
  expect(signs('', ['🎉', '🙏']).slice(0, 2)).toEqual(['🎉', '🙏']);
  expect(signs('heart', ['💚'])[0]).toBe('💚');
});

it('each is one emoji that WhatsApp takes as a reaction too, and stands there once', () => {
  for (const { sign, name } of everyEmoji()) expect(OutgoingEmoji.safeParse(sign).success, name).toBe(true);
  expect(new Set(everyEmoji().map(({ sign }) => sign)).size).toBe(everyEmoji().length);
  expect(everyEmoji().length).toBeGreaterThan(600);
});
