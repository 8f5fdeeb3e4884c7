import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '#shared/message.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { until } from '../support/deadline.ts';
import { built } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Every webhook that the simulator knows, through real processes; then `parley replay` over what was kept.

const folder = makeFolder('inbound');
let team: Team;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'inbound', simulatorFlags: ['--webhook-retry-scale=0.1'] });
});
afterAll(async () => {
  await team.stop();
  removeFolder(folder);
});

async function control(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${team.simulator.url}/_control${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const hasPendingFile = ({ content }: Message): boolean => content.type === 'media' && content.media.state === 'pending';

/** As a desktop gets them that starts from nothing. */
async function allMessages(): Promise<Message[]> {
  const messages: Message[] = [];
  let cursor: string | undefined;
  do {
    const { entity, rows, next } = await team.admin.call('snapshot', { query: { cursor, since: 0, limit: 2000 } });
    // The schema has checked each row by its entity.
    if (entity === 'message') messages.push(...rows.map(({ data }) => data as Message));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return messages;
}

/** Stops the server, runs `parley …` on its database and starts the server again. */
async function parley(...args: string[]): Promise<string> {
  await team.backend.stop();
  const { stdout } = await promisify(execFile)(process.execPath, [built('backend/main.js'), ...args], {
    cwd: team.backend.dir,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: `sqlite:${team.backend.databaseFile}`,
      DATABASE_KEY: Buffer.from(team.backend.databaseKey, 'hex').toString('base64'),
      JWT_SECRET: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
  });
  await team.startBackend();
  return stdout.trim();
}

it('M-3 every webhook that WhatsApp has: none of ours is a dead letter, and what is a message is in its thread', async () => {
  const { examples } = (await control('/webhooks/examples')) as { examples: { name: string; field: string }[] };
  for (const { name } of examples) await control('/webhooks/emit', { example: name });
  await control('/webhooks/settle', {});
  const webhooks = [];
  for (let before: number | undefined; ; before = webhooks.at(-1)?.id) {
    const page = await team.admin.call('listWebhooks', { query: { before, limit: 200 } });
    webhooks.push(...page.webhooks);
    if (page.webhooks.length < 200) break;
  }
  // One example is about a number that nobody here has connected.
  expect(examples.map(({ name }) => name)).toContain('messages/foreign_number');
  expect(webhooks.filter(({ state }) => state === 'dead')).toMatchObject([
    { accountIds: [], note: 'No connected number is meant by this body' },
  ]);
  const fields = new Set(webhooks.flatMap((webhook) => webhook.fields));
  expect([...new Set(examples.map(({ field }) => field))].filter((field) => !fields.has(field))).toEqual([]);
  const types = new Set((await allMessages()).map(({ content }) => content.type));
  const wanted = ['text', 'media', 'location', 'contacts', 'answer', 'order', 'system', 'unsupported'] as const;
  expect(wanted.filter((type) => !types.has(type))).toEqual([]);
});

it('ruling 40: parley replay changes nothing, however often', async () => {
  // Files are fetched beside the messages: as long as one is under way, the state is still changing.
  const before = await until('all files fetched or given up', async () => {
    const messages = await allMessages();
    return messages.some(hasPendingFile) ? undefined : messages;
  });
  expect(before.length).toBeGreaterThan(40);
  for (let turn = 0; turn < 2; turn++) {
    expect(await parley('replay')).toMatch(/^\d+ webhooks replayed, 0 told something new; dead letters: 1$/);
  }
  await team.signInAdmin();
  expect(await allMessages()).toEqual(before);
});

it('parley replay tells that the server must be stopped first', async () => {
  const running = promisify(execFile)(process.execPath, [built('backend/main.js'), 'replay'], {
    cwd: team.backend.dir,
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: `sqlite:${team.backend.databaseFile}` },
  });
  await expect(running).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/Another Parley backend/) });
});
