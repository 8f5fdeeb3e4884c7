import type { Page } from '@playwright/test';
import type { Conversation } from '#shared/conversation.ts';
import { newId } from '#shared/ids.ts';
import type { MessageId, MutationId } from '#shared/ids.ts';
import { hostileWebhook, postSigned } from '../support/hostile/hostile-customer.ts';
import { hostilePayloads } from '../support/hostile/payloads.ts';
import { webhookPath, type Team } from '../support/team.ts';
import { expect, test } from './fixtures.ts';

/** Each sixth text without the policy, where one layer less holds, and each twelfth with it; with the variable set, all. */
const isWhole = process.env['PARLEY_PROPERTY_RUNS'] !== undefined;

if (isWhole) test.setTimeout(600_000);

for (const csp of ['with the policy', 'without the policy @wide'] as const) {
  const step = isWhole ? 1 : csp === 'with the policy' ? 12 : 6;
  const payloads = hostilePayloads.filter((_payload, index) => index % step === 0);

  test(`T-10 nothing that strangers or colleagues write is run or fetched, ${csp}`, async ({ team, openDesk }) => {
    expect(hostilePayloads.length).toBeGreaterThanOrEqual(300);
    await write(team, payloads);
    const { page } = await openDesk('maya', { bypassCSP: csp !== 'with the policy' });
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!isOurs(request.url())) foreign.push(request.url());
    });
    await listenForRuns(page);
    await page.reload();
    const rows = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
    await page.getByRole('tab', { name: /^All/ }).click();
    await expect(page.getByRole('tab', { name: /^All/ })).toContainText(String(payloads.length));

    await rows.first().getByRole('button').first().click();
    for (let opened = 0; opened < payloads.length; opened++) {
      await expect(page.getByRole('log', { name: 'Messages' }).getByRole('article').first()).toBeVisible();
      await page.keyboard.press('Alt+ArrowDown');
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await page.keyboard.type('script');
    await page.keyboard.press('Escape');

    expect(await page.evaluate(() => (globalThis as { runs?: number }).runs)).toBe(0);
    expect(foreign).toEqual([]);
  });
}

test('T-10 the check notices a payload that runs, and one that fetches @wide', async ({ openDesk }) => {
  const { page } = await openDesk('maya', { bypassCSP: true });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!isOurs(request.url())) foreign.push(request.url());
  });
  await listenForRuns(page);
  await page.reload();
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.setAttribute('onerror', 'ranHostile(1)');
    image.src = 'https://evil.invalid/x.png';
    document.body.append(image);
  });
  await expect.poll(() => page.evaluate(() => (globalThis as { runs?: number }).runs)).toBe(1);
  expect(foreign).toEqual(['https://evil.invalid/x.png']);
});

const isOurs = (url: string): boolean => /^(parley|blob|data|devtools):/.test(url) || isOfTheApp(new URL(url).hostname);
const isOfTheApp = (host: string): boolean => host === 'app' || host.endsWith('.parley.localhost');

/** Counts calls of what the payloads call, from before the page's first script. */
async function listenForRuns(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const world = globalThis as { runs?: number; ranHostile?: () => void };
    world.runs = 0;
    world.ranHostile = () => {
      world.runs = (world.runs ?? 0) + 1;
    };
  });
}

/** Every payload in every field of one customer, and in a colleague's note and tag on that conversation. */
async function write(team: Team, payloads: readonly string[]): Promise<void> {
  const [account] = team.accounts;
  const { appSecret } = team.simulator.company;
  const url = `${team.links.webhook.url}${webhookPath}`;
  const seconds = Math.floor(Date.now() / 1000) - 60;
  for (const [index, payload] of payloads.entries()) {
    const body = hostileWebhook(payload, index, account?.phoneNumberId ?? '', seconds);
    expect(await postSigned(url, appSecret, body)).toBe(200);
  }
  const conversations = await allConversations(team);
  expect(conversations).toHaveLength(payloads.length);
  for (const [index, { id: conversationId }] of conversations.entries()) {
    const text = payloads[index] ?? 'x';
    const { results } = await team.admin.call('mutate', {
      body: {
        mutations: [
          { id: newId<MutationId>(), type: 'note.add', messageId: newId<MessageId>(), conversationId, text },
          { id: newId<MutationId>(), type: 'conversation.tag', conversationId, add: [text.slice(0, 60)], remove: [] },
        ],
      },
    });
    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
  }
}

async function allConversations(team: Team): Promise<Conversation[]> {
  const all: Conversation[] = [];
  let cursor: string | undefined;
  do {
    const { entity, rows, next } = await team.admin.call('snapshot', { query: { cursor, since: 0, limit: 2000 } });
    // The schema has checked each row by its entity.
    if (entity === 'conversation') all.push(...rows.map(({ data }) => data as Conversation));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
