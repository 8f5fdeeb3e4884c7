import { expect, it } from 'vitest';
import { createCompany } from '../company/company.ts';
import { createDirectory } from '../customers/directory.ts';
import { toHistoryUpdates } from './history-updates.ts';
import { type PastMessage, planHistory } from './plan-history.ts';

const now = Date.parse('2026-11-20T15:00:00Z');
const numbers = createCompany('7').wabas.flatMap((waba) => waba.numbers);
const customers = createDirectory('7', null).named();
const request = { numbers, customers, days: 30, messagesPerCustomer: 60, now };
const threads = planHistory('7', request);
const all = threads.flatMap((thread) => thread.messages);

it('tells about two thousand messages over forty customers and three numbers', () => {
  expect(all.length).toBeGreaterThan(1700);
  expect(all.length).toBeLessThan(2600);
  expect(new Set(threads.map((thread) => thread.customer.waId)).size).toBe(40);
  expect(new Set(threads.map((thread) => thread.number.id)).size).toBe(3);
});

it('keeps every chat in order, inside its days, and older than five minutes', () => {
  for (const { messages } of threads) {
    const times = messages.map((message) => message.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
  const times = all.map((message) => message.at);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(now - 30 * 86_400_000);
  expect(Math.max(...times)).toBeLessThan(now - 300_000);
});

it('leaves some windows open, some closed, some customers waiting, and the two example customers reachable', () => {
  const lastInbound = (messages: readonly PastMessage[]): number =>
    messages.findLast((message) => message.isCustomer)?.at ?? 0;
  const open = threads.filter(({ messages }) => lastInbound(messages) > now - 86_400_000);
  const waiting = open.filter(({ messages }) => messages.at(-1)?.isCustomer === true);
  expect(open.length).toBeGreaterThan(20);
  expect(open.length).toBeLessThan(threads.length - 20);
  expect(waiting.length).toBeGreaterThan(5);
  for (const waId of ['1234567890', '919876543220']) {
    const chats = threads.filter(({ customer }) => customer.waId === waId);
    expect(chats.every(({ messages }) => lastInbound(messages) > now - 86_400_000)).toBe(true);
  }
});

it('says nothing twice in a chat', () => {
  for (const { messages, customer } of threads) {
    const openings = messages.flatMap((message, index) =>
      message.isCustomer && (messages[index - 1]?.at ?? 0) < message.at - 7_200_000
        ? [message.text.replace(/\d+/g, '')]
        : [],
    );
    expect([customer.name, new Set(openings).size]).toEqual([customer.name, openings.length]);
  }
});

it('fills as many messages as a load test wants', () => {
  const many = planHistory('7', { ...request, days: 90, messagesPerCustomer: 2000 });
  const count = many.reduce((sum, { messages }) => sum + messages.length, 0);
  expect(count).toBeGreaterThan(70_000);
});

it('leaves no slot of a script unfilled', () => {
  expect(all.filter((message) => /\{\w+\}/.test(message.text))).toEqual([]);
});

it('has one id per message, the same whenever the same past is told again', () => {
  const ids = all.map((message) => message.wamid);
  expect(new Set(ids).size).toBe(ids.length);
  const later = planHistory('7', { ...request, now: now + 86_400_000 });
  expect(later.flatMap(({ messages }) => messages.map((message) => message.wamid))).toEqual(ids);
});

it('puts each answer of the business into exactly one history webhook, by phase and with progress to 100', () => {
  const updates = toHistoryUpdates(threads, now);
  const told = updates.flatMap((update) => update.wamids);
  expect([...told].sort()).toEqual(
    all
      .filter((m) => !m.isCustomer)
      .map((m) => m.wamid)
      .sort(),
  );
  for (const number of numbers) {
    const own = updates.filter((update) => update.lane === `${number.id}/history`);
    const metadata = own.map((update) => (update.value as { history: { metadata: object }[] }).history[0]?.metadata);
    expect(metadata.at(0)).toMatchObject({ phase: 0, chunk_order: 1 });
    expect(metadata.at(-1)).toMatchObject({ phase: 1, progress: 100 });
  }
});
