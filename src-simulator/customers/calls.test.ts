import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';

it('opens the window by a missed call, which is told when it begins and when it ends', async () => {
  const { post, receiver, sendText, shop, waId } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { callId } = (await post('/_control/customers/call', { waId, phoneNumberId: shop, forMs: 20_000 })).body;
  await post('/_control/clock', { advanceMs: 20_000 });
  await sendText(waId, 'You called?');
  await post('/_control/clock', { advanceMs: 1000 });
  await post('/_control/webhooks/settle');
  const calls = receiver.changes.filter(({ field }) => field === 'calls').map(({ value }) => value.calls[0]);
  expect(calls).toMatchObject([
    { id: callId, from: waId, event: 'connect', direction: 'USER_INITIATED', session: { sdp_type: 'offer' } },
    { id: callId, from: waId, event: 'terminate', status: 'FAILED' },
  ]);
  expect(Number(calls[1].timestamp) - Number(calls[0].timestamp)).toBe(20);
  expect(receiver.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});
