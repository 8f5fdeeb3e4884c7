import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Cdp, CdpError } from './cdp.ts';

function open() {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  return { input, output, cdp: new Cdp(input, output) };
}

it('puts messages together that arrive in pieces, and takes apart those that arrive at once', async () => {
  const { input, cdp } = open();
  const events: unknown[] = [];
  cdp.on('event', (method, params, session) => events.push([method, params, session]));
  const answer = cdp.send('A.b');
  const bytes = Buffer.from(
    '{"method":"X.y","params":{"t":"ü"},"sessionId":"s"}\0{"id":1,"result":{"ok":true}}\0{"method":"X.z"}\0',
  );
  input.write(bytes.subarray(0, 29));
  input.write(bytes.subarray(29));
  expect(await answer).toEqual({ ok: true });
  expect(events).toEqual([
    ['X.y', { t: 'ü' }, 's'],
    ['X.z', {}, undefined],
  ]);
});

it('writes one text for each command, ended by NUL', () => {
  const { output, cdp } = open();
  cdp.send('A.b', { c: 1 }, 's').catch(() => {});
  expect(output.read()).toBe('{"id":1,"method":"A.b","params":{"c":1},"sessionId":"s"}\0');
});

it('rejects what Chromium refuses, and everything once Chromium has gone', async () => {
  const { input, cdp } = open();
  const refused = cdp.send('A.b');
  input.write('{"id":1,"error":{"message":"no"}}\0');
  await expect(refused).rejects.toThrow('A.b: no');
  const waiting = cdp.send('C.d');
  input.destroy();
  await expect(waiting).rejects.toBeInstanceOf(CdpError);
  await expect(cdp.send('E.f')).rejects.toThrow('Chromium is gone');
});
