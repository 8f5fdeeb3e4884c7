import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmbeddedStart, EmbeddedReady } from '#shared/wire/embedded.ts';
import { launchHeader } from '#shared/wire/rest.ts';
import { startForParent } from './serve-parent.ts';

let folder: string;
const stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-embedded-'));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(folder, { recursive: true });
});

const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const message = (changes: Partial<EmbeddedStart> = {}): EmbeddedStart => ({
  type: 'start',
  launchSecret: 'secret-of-this-launch-that-is-long-enough',
  databaseKey: base64(1),
  jwtSecret: 'a secret of a test that is long enough',
  encryptionKeys: `k1:${base64(2)}`,
  dataDir: folder,
  port: 0,
  ...changes,
});

async function start(data: unknown): Promise<EmbeddedReady> {
  const { answer, server } = await startForParent(data, () => undefined);
  if (server !== null) stops.push(server.close);
  return EmbeddedReady.parse(answer);
}

it('S-21 says on which port of loopback it listens and serves who knows the launch secret', async () => {
  const answer = await start(message());
  if (!answer.ready) throw new Error(answer.error.message);
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${answer.port}${path}`, { headers })).status;
  expect([
    await status('/health'),
    await status('/api/me'),
    await status('/api/me', { [launchHeader]: 'another secret' }),
    await status('/api/me', { [launchHeader]: message().launchSecret }),
  ]).toEqual([200, 403, 403, 401]);
});

it('with another database key says so and leaves the folder as it is, so that the recovery key can be asked for (ruling 42)', async () => {
  await start(message());
  for (const stop of stops.splice(0)) await stop();
  const before = readdirSync(folder);
  const answer = await start(message({ databaseKey: base64(9) }));
  expect(answer).toMatchObject({ ready: false, error: { code: 'database_key_mismatch' } });
  expect(readdirSync(folder)).toEqual(before);
  expect(await start(message())).toMatchObject({ ready: true });
});

it('says when the folder is in use, and when the port is', async () => {
  const first = await start(message());
  expect(await start(message())).toMatchObject({ ready: false, error: { code: 'database_in_use' } });
  const port = first.ready ? first.port : 0;
  const elsewhere = join(folder, 'elsewhere');
  expect(await start(message({ dataDir: elsewhere, port }))).toMatchObject({
    ready: false,
    error: { code: 'port_in_use' },
  });
  // Nothing is held by the one that failed.
  expect(await start(message({ dataDir: elsewhere }))).toMatchObject({ ready: true });
});

it.each([null, {}, 'start', { type: 'start' }, { ...message(), port: -1 }, { ...message(), databaseKey: 'short' }])(
  'answers a message it cannot use by naming what is wrong, never its secrets: %#',
  async (data) => {
    const answer = await start(data);
    expect(answer).toMatchObject({
      ready: false,
      error: { code: 'configuration', message: expect.stringMatching(/.+/) },
    });
    expect(JSON.stringify(answer)).not.toContain(message().jwtSecret);
  },
);
