import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRandom } from '../engine/random.ts';
import { parseUpload } from '../graph/media/upload-form.ts';
import { getSample, namesOf, sampleNames, samples } from './samples.ts';
import { isAnimatedWebp } from './sniff.ts';

it('lists the files that are there, all of them', () => {
  const files = readdirSync(join(import.meta.dirname, 'samples'), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map(({ name }) => name);
  expect(files.sort()).toEqual([...sampleNames].sort());
});

it('stays small as a whole', () => {
  const total = sampleNames.reduce((sum, name) => sum + getSample(name).bytes.length, 0);
  expect(total).toBeLessThan(1.5 * 2 ** 20);
});

it.each(sampleNames)('%s is what it says and could be sent by a business, too', (name) => {
  const { bytes, mimeType, filename, isAnimated } = getSample(name);
  const field = (field: string, text: string) => ({
    name: field,
    filename: null,
    contentType: null,
    bytes: Buffer.from(text),
  });
  const contentType = mimeType.split(';')[0] ?? '';
  const form = [field('messaging_product', 'whatsapp'), { name: 'file', filename, contentType, bytes }];
  expect(parseUpload(form)).toEqual({ bytes, mimeType: contentType, filename });
  expect(isAnimatedWebp(bytes)).toBe(isAnimated);
});

it('has enough of each kind for a lively inbox', () => {
  const counts = (['image', 'voice', 'audio', 'video', 'document', 'sticker'] as const).map(
    (kind) => [kind, namesOf(kind).length] as const,
  );
  expect(Object.fromEntries(counts)).toEqual({ image: 8, voice: 3, audio: 1, video: 1, document: 3, sticker: 2 });
});

it('picks the same for the same seed, and hands out one buffer', () => {
  const pick = (): string[] => {
    const random = createRandom('7', 'test');
    return Array.from({ length: 20 }, () => samples('image', random).filename);
  };
  expect(pick()).toEqual(pick());
  expect(new Set(pick()).size).toBeGreaterThan(3);
  expect(getSample('shoe.jpg').bytes).toBe(getSample('shoe.jpg').bytes);
});
