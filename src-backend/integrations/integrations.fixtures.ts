import { afterEach, beforeEach } from 'vitest';
import type { AccountId } from '#shared/ids.ts';
import { FakeGraph } from '../testing/fake-graph.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, postWebhook } from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';

/** Of the test that runs. */
export let graph: FakeGraph;
export let test: TestApp;
export let admin: SignedIn;
export let accountId: AccountId;
export let token: string;

/** Every test of the file begins with a number, a customer who has written to it, and a token of that number. */
export function freshTokenForEachTest(): void {
  beforeEach(async () => {
    graph = await FakeGraph.start();
    test = await TestApp.start({ graphUrl: graph.url });
    admin = await test.signIn(await test.addTenant(), 'admin');
    accountId = await connectNumber(test, admin.tenantId);
    token = await addIntegrationToken(test, admin, accountId);
    await postWebhook(test, anInbound({ wamid: 'wamid.in-1', timestamp: seconds(), from: '1234567890', name: 'John' }));
  });
  afterEach(async () => {
    await test.close();
    await graph.stop();
  });
}

export const seconds = () => Math.floor(test.clock.now() / 1000);
export const get = (path: string, as = token) =>
  test.call('GET', `/api/integrations${path}`, { as: { accessToken: as } });
export const send = (body: unknown, headers: Record<string, string> = {}) =>
  test.call('POST', '/api/integrations/send-message', { as: { accessToken: token }, body, headers });
export const toJohn = { recipientPhone: '1234567890', message: 'Hello' };
export const data = <T>(answer: Answer) => answer.body['data'] as T;
export const messageIdOf = (answer: Answer) => data<{ messageId: string }>(answer).messageId;
