import { expect, it } from 'vitest';
import { createMetaIds } from './meta-ids.ts';

it('makes wamids that hold the peer and tell who wrote', () => {
  const ids = createMetaIds('7', 0);
  const decode = (wamid: string): Buffer => Buffer.from(wamid.replace('wamid.', ''), 'base64');
  const sent = decode(ids.outboundWamid('16505551234'));
  const received = decode(ids.inboundWamid('16505551234'));
  expect(sent.subarray(3, 14).toString()).toBe('16505551234');
  expect([sent[17], received[17]]).toEqual([0x11, 0x12]);
});

it('never repeats an id in a later run with the same seed, so that a backend that outlives us takes nothing for a duplicate', () => {
  const firstRun = createMetaIds('7', 1_000);
  const laterRun = createMetaIds('7', 2_000);
  const replay = createMetaIds('7', 1_000);
  const first = firstRun.inboundWamid('1');
  expect(laterRun.inboundWamid('1')).not.toBe(first);
  expect(replay.inboundWamid('1')).toBe(first);
});
