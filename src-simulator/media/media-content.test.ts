import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { toMediaContent, toWebhookMedia } from './media-content.ts';
import { getSample } from './samples.ts';

it('tells a voice note as a webhook does, with its hash in base64 and a URL that works', async () => {
  const { simulator, url, shop } = await start();
  const { bytes, mimeType } = getSample('voice-parcel.ogg');
  const file = simulator.media.add({ bytes, mimeType, uploadedBy: null, receivedBy: shop });
  const content = toMediaContent(file, { voice: true });
  expect(content).toEqual({
    id: file.id,
    mime_type: 'audio/ogg; codecs=opus',
    sha256: createHash('sha256').update(bytes).digest('base64'),
    voice: true,
  });

  const told = toWebhookMedia(simulator, 'audio', content);
  expect(told).toEqual({
    content: { ...content, url: expect.stringContaining(`${url}/whatsapp_business/attachments/`) },
  });
  // The content was just seen to have a URL.
  const { url: link } = told.content as { url: string };
  const answer = await fetch(link, { headers: { authorization: `Bearer ${simulator.tokens.current()}` } });
  expect(answer.headers.get('content-type')).toBe('audio/ogg; codecs=opus');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

it('names caption and filename where there are some, and leaves the rest out', async () => {
  const { simulator } = await start();
  const { bytes, mimeType, filename } = getSample('invoice-48213.pdf');
  const file = simulator.media.add({ bytes, mimeType, uploadedBy: null });
  expect(Object.keys(toMediaContent(file, { caption: 'Here', filename })).sort()).toEqual([
    'caption',
    'filename',
    'id',
    'mime_type',
    'sha256',
  ]);
});

it('has an error instead of a file while files count as too large, and lets everything else pass', async () => {
  const { simulator } = await start();
  const file = simulator.media.add({ ...getSample('shoe.jpg'), uploadedBy: null });
  simulator.faults.change({ mediaTooLarge: true });
  expect(toWebhookMedia(simulator, 'image', toMediaContent(file))).toMatchObject({
    content: undefined,
    errors: [{ code: 131052 }],
  });
  const text = { body: 'hello' };
  expect(toWebhookMedia(simulator, 'text', text)).toEqual({ content: text });
});

it('leaves a file that nobody knows without a URL', async () => {
  const { simulator } = await start();
  const content = { id: '1', mime_type: 'image/jpeg' };
  expect(toWebhookMedia(simulator, 'image', content)).toEqual({ content });
});
