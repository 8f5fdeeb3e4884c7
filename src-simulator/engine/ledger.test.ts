import { expect, it } from 'vitest';
import { createLedger } from './ledger.ts';

it('can be read in pieces without losing or doubling a record', () => {
  const ledger = createLedger(1000);
  for (let index = 0; index < 100; index++) {
    ledger.record('statuses', { at: 0, wamid: `s${index}`, status: 'sent', errorCode: null });
    if (index % 7 === 0) ledger.record('receipts', { at: 0, wamid: `r${index}`, typing: false });
  }
  const seen: number[] = [];
  for (let since = 0; ;) {
    const { upTo, records } = ledger.read(since, 9);
    const found = [...records.statuses, ...records.receipts];
    if (found.length === 0) break;
    seen.push(...found.map(({ seq }) => seq));
    since = upTo;
  }
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: ledger.seq() }, (_, index) => index + 1));
});

it('counts each kind apart, also what it forgot', () => {
  const ledger = createLedger(2);
  for (const wamid of ['a', 'b', 'c']) ledger.record('receipts', { at: 0, wamid, typing: true });
  expect(ledger.counts()).toMatchObject({ receipts: 3, sends: 0 });
  expect(ledger.dropped()).toMatchObject({ receipts: 1, sends: 0 });
  expect(ledger.read(0, 10).records.receipts.map(({ wamid }) => wamid)).toEqual(['b', 'c']);
});
