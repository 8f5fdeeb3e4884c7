import { anything, assert, asyncProperty, constantFrom, dictionary, oneof, record, string } from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber } from '../testing/test-inbox.ts';
import { kindOfType } from './linked-files.ts';

const runs = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 100);
let graph: FakeGraph;
let test: TestApp;
let admin: SignedIn;
let accountId: AccountId;
let token: string;

beforeAll(async () => {
  graph = await FakeGraph.start();
  test = await TestApp.start({ graphUrl: graph.url, rateLimitFactor: 1_000_000 });
  admin = await test.signIn(await test.addTenant(), 'admin');
  accountId = await connectNumber(test, admin.tenantId);
  token = await addIntegrationToken(test, admin, accountId);
});
afterAll(async () => {
  await test.close();
  await graph.stop();
});

const text = oneof(string({ unit: 'binary' }), constantFrom('1234567890', '+1 (202) 555-0143', 'https://a.example/b'));
const body = oneof(
  anything(),
  dictionary(string(), anything()),
  record(
    {
      recipientPhone: oneof(text, anything()),
      message: oneof(text, anything()),
      mediaUrl: oneof(text, anything()),
      mediaType: oneof(constantFrom('image', 'audio', 'x'), anything()),
      template: oneof(record({ name: text, language: text, components: anything() }), anything()),
      replyTo: oneof(text, anything()),
      recipients: anything(),
      accountId: oneof(text, anything()),
      url: oneof(text, anything()),
      events: anything(),
      name: oneof(text, anything()),
    },
    { requiredKeys: [] },
  ),
);

it.each([
  ['POST', '/api/integrations/send-message', 'program'],
  ['POST', '/api/integrations/templates/hello/send', 'program'],
  ['POST', '/api/settings/integration-tokens', 'admin'],
  ['POST', '/api/settings/outgoing-webhooks', 'admin'],
  ['POST', '/api/campaigns', 'admin'],
] as const)('whatever %s %s is given, it answers with a named error or does it', async (method, path, who) => {
  await assert(
    asyncProperty(body, async (given) => {
      const as = who === 'admin' ? admin : { accessToken: token };
      const json = JSON.stringify(given) ?? '';
      const answer = await test.call(method, path, { as, body: json, headers: { prefer: 'wait=0' } });
      // 502 is Meta's own refusal, which the false Meta never gives.
      expect(answer.status).toBeLessThan(500);
      if (answer.status < 400) return;
      expect(answer.body).toMatchObject({ success: false, message: expect.any(String), code: expect.any(String) });
      if (answer.status === 400) expect(String(answer.body['message']).length).toBeGreaterThan(5);
    }),
    { numRuns: runs },
  );
});

it.each(['/conversations?limit=', '/conversations?offset=', '/messages/', '/campaigns/'])(
  'whatever stands in the address %s…, it is no error of ours',
  async (path) => {
    await assert(
      asyncProperty(string({ unit: 'binary', minLength: 1 }), async (given) => {
        const url = `/api/integrations${path}${encodeURIComponent(given.toWellFormed())}`;
        const { status } = await test.call('GET', url, { as: { accessToken: token } });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: runs },
    );
  },
);

it('whatever stands in the header Authorization, it is a token or it is refused', async () => {
  await assert(
    asyncProperty(string(), async (given) => {
      const headers = { authorization: `Bearer ${given.replaceAll(/[^\x20-\x7e]/g, '')}` };
      const { status } = await test.call('GET', '/api/integrations/verify', { headers });
      expect(status).toBe(401);
    }),
    { numRuns: runs },
  );
});

it('a file is shown as what its content type says, anything unknown as a document', () => {
  const types = ['image/png', 'image/webp; q=1', 'VIDEO/mp4', 'audio/ogg', 'application/pdf', ''];
  expect(types.map(kindOfType)).toEqual(['image', 'sticker', 'video', 'audio', 'document', 'document']);
});
