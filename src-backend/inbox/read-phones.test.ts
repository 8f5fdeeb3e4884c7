import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestApp } from '../testing/test-app.ts';
import { connectNumber, postWebhook } from '../testing/test-inbox.ts';
import { anInbound } from '../testing/webhook-bodies.ts';
import { readPhones } from './read-phones.ts';

let test: TestApp;
beforeEach(async () => {
  test = await TestApp.start();
});
afterEach(() => test.close());

it('ruling 53: digits that are also a national number mean the person we know by them, if there is one', async () => {
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  const read = (...written: string[]) => readPhones(test.db, tenantId, written, 'DE');
  expect(await read('1701234567', '01701234567', '+1 234 567 890')).toEqual([
    '491701234567',
    '491701234567',
    '1234567890',
  ]);
  await postWebhook(
    test,
    anInbound({ wamid: 'wamid.1', timestamp: Math.floor(test.clock.now() / 1000), from: '1701234567' }),
  );
  expect(await read('1701234567', '01701234567')).toEqual(['1701234567', '491701234567']);
});
