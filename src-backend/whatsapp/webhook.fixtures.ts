import { afterEach, beforeEach } from 'vitest';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { testConfig } from '../testing/test-config.ts';
import { connectNumber } from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';

/** Of the test that runs. */
export let test: TestApp;
export let maya: SignedIn;
export const secret = testConfig().appSecret ?? '';
export const path = '/api/whatsapp/webhook';

/** Every test of the file begins with a company that has a connected number. */
export function freshNumberForEachTest(): void {
  beforeEach(async () => {
    test = await TestApp.start();
    const tenantId = await test.addTenant();
    await connectNumber(test, tenantId);
    maya = await test.signIn(tenantId, 'agent');
  });
  afterEach(() => test.close());
}

export const now = () => Math.floor(test.clock.now() / 1000);
export const hello = (wamid = 'wamid.1') => anInbound({ wamid, text: 'Hi 👋', timestamp: now(), name: 'Ada' });
export const post = (body: Buffer, headers: Record<string, string> = {}) => test.call('POST', path, { body, headers });
export const stored = () =>
  test.db.selectFrom('webhookEvent').select(['state', 'error', 'body']).orderBy('id').execute();
