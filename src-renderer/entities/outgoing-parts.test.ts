import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId, type MediaId } from '#shared/ids.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { outgoingParts, splitText } from './outgoing-parts.ts';

const file = (mime: string, filename: string | null = 'price-list.pdf') => ({
  mediaId: newId<MediaId>(),
  mime,
  filename,
});

it('a text goes under its file; under a sound, or longer than a caption may be, it goes on its own', () => {
  expect(outgoingParts('Our prices', [file('application/pdf')])).toMatchObject([
    { type: 'media', kind: 'document', caption: 'Our prices', media: { filename: 'price-list.pdf' } },
  ]);
  expect(outgoingParts('Listen', [file('audio/ogg', null)])).toMatchObject([
    { kind: 'audio', caption: null },
    { type: 'text', text: 'Listen' },
  ]);
  expect(outgoingParts('x'.repeat(1025), [file('image/png')])).toMatchObject([{ caption: null }, { type: 'text' }]);
  expect(outgoingParts('  ', [file('image/png')])).toMatchObject([{ caption: null }]);
  expect(outgoingParts('  ', [])).toEqual([]);
});

it('a long text is cut at the end of a paragraph or sentence', () => {
  expect(splitText('One. Two three.\n\nFour five six seven.', 24)).toEqual(['One. Two three.', 'Four five six seven.']);
  expect(splitText('First sentence here. Second one.', 24)).toEqual(['First sentence here.', 'Second one.']);
});

it('property: pieces are short enough, none is empty, and no word is lost', () => {
  const words = (text: string) => text.replace(/\s/g, '');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, limit) => {
      const pieces = splitText(text, limit);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(limit);
        expect(piece.trim()).not.toBe('');
      }
      expect(words(pieces.join(''))).toBe(words(text));
    }),
  );
});

it('property: what is made can be sent', () => {
  const files = fc.array(
    fc.constantFrom('image/png', 'audio/ogg', 'application/pdf', 'video/mp4').map((mime) => file(mime)),
    {
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 6000 }), files, (text, some) => {
      for (const part of outgoingParts(text, some)) expect(OutgoingContent.safeParse(part).success).toBe(true);
    }),
  );
});
