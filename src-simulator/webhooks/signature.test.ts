import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signBody, toWebhookBytes } from './signature.ts';

it('writes JSON in pure ASCII with escaped slashes that reads back as it was', () => {
  const payload = { text: 'Jürgen 👋 שלום https://a.example/b "quoted" \\ \u0000', list: [1, null, true] };
  const bytes = toWebhookBytes(payload);
  const text = bytes.toString('latin1');
  expect(text).toMatch(/^[\x20-\x7e]*$/);
  expect(text).toContain('https:\\/\\/a.example\\/b');
  expect(text).toContain('\\ud83d\\udc4b');
  expect(JSON.parse(text)).toEqual(payload);
});

it('signs the bytes, so that serialising the parsed body again breaks the signature', () => {
  const bytes = toWebhookBytes({ name: 'Zoë', url: 'a/b' });
  const signature = signBody('secret', bytes);
  expect(signature).toBe(`sha256=${createHmac('sha256', 'secret').update(bytes).digest('hex')}`);
  const again = Buffer.from(JSON.stringify(JSON.parse(bytes.toString())));
  expect(signBody('secret', again)).not.toBe(signature);
});
