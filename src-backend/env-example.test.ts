import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig, Settings } from './config.ts';
import { envExample } from './env-example.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-env-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('.env.example is what the settings say', async () => {
  await expect(envExample()).toMatchFileSnapshot(join(import.meta.dirname, '../.env.example'));
});

it('names every variable the server reads, once', () => {
  const names = [...envExample().matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name);
  const ofServer = names.filter((name) => name in Settings.shape);
  expect([...new Set(ofServer)]).toEqual(Object.keys(Settings.shape));
  expect(ofServer.filter((name) => name !== 'WHATSAPP_ENDPOINTS').toSorted()).toEqual(
    Object.keys(Settings.shape)
      .filter((name) => name !== 'WHATSAPP_ENDPOINTS')
      .toSorted(),
  );
});

it('I-7 copied as it is, it is the configuration that nothing set gives', async () => {
  const bare = await readConfig({}, folder);
  writeFileSync(join(folder, '.env'), envExample());
  const copied = await readConfig({}, folder);
  // What reads something again later is a function, and another one each time.
  expect(JSON.stringify(copied)).toBe(JSON.stringify(bare));
});

it('has the variables of the integrators’ guide with its values', () => {
  expect(parseEnv(envExample())).toMatchObject({
    PORT: '5050',
    NODE_ENV: 'development',
    FRONTEND_URL: 'http://localhost:3000',
  });
});

it.each(['Development', 'Production', 'Multi-region'])(
  'E-1 the block for %s is read when its # are taken away',
  async (title) => {
    const text = envExample();
    const block = text
      .slice(text.indexOf(`# ${title}:`))
      .split('\n')
      .slice(1);
    const lines = block.slice(0, block.indexOf('# ]') + 1).map((line) => line.slice(2));
    writeFileSync(join(folder, '.env'), lines.join('\n'));
    const { problems, endpoints } = (await readConfig({}, folder)).endpoints;
    expect(problems.filter((problem) => !/AWS_SECRET/.test(problem))).toEqual([]);
    expect(endpoints.length + problems.length).toBeGreaterThan(0);
  },
);
